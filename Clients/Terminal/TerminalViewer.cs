using Lamella.Contracts.Errors;
using Lamella.Sdk;
using Lamella.Terminal.Drawing;
using Lamella.Terminal.Keys;
using Lamella.Terminal.Shell;
using Lamella.Terminal.Viewing;
using Lamella.Terminal.Viewing.Input;
using Lamella.Terminal.Viewing.Session;
using Lamella.Terminal.Viewing.State;

namespace Lamella.Terminal;

/// <summary>Looks at images in the terminal of this process.</summary>
public static class TerminalViewer
{
    /// <summary>Shows the viewer until the person leaves it; the terminal is then as it was.</summary>
    /// <param name="client">The service; stays connected.</param>
    /// <param name="options">How it starts.</param>
    /// <param name="cancellationToken">Leaves it.</param>
    /// <exception cref="LamellaException"><see cref="LamellaErrorCode.InvalidArgument"/>: the settings file is wrong.</exception>
    public static async Task RunAsync(LamellaClient client, TerminalViewerOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(options);
        var settings = await TerminalSettings.LoadAsync(options.Settings ?? TerminalSettings.DefaultPath, cancellationToken).ConfigureAwait(false);
        var program = new ViewProgram(
            new ViewState
            {
                Size = new ScreenSize(24, 80),
                Address = client.Address,
                Keys = ViewKeys.Default.With(settings.ViewKeys),
                Playback = new Playback { Rate = Math.Clamp(settings.FramesPerSecond, Playback.SlowestRate, Playback.FastestRate) },
                Opening = options.Uris,
            },
            options.TimeProvider);
        await using var session = new ViewSession(client, program.Post, options.TimeProvider);
        program.Connect(session.Run);
        session.Start(options.Viewer);
        foreach (var uri in options.Uris)
        {
            session.Run(new ViewEffect.AddSource(uri));
        }

        if (options.Workspace is { } workspace)
        {
            session.Run(new ViewEffect.LoadWorkspace(workspace));
        }

        TerminalHost.Run(program, options.Colors ?? settings.Colors, options.Graphics, options.TimeProvider, cancellationToken);
    }
}
