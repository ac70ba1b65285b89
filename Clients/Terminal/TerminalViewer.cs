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
    /// <param name="opening">The service, which may still be starting while the screen is already there; stays connected.</param>
    /// <param name="options">How it starts.</param>
    /// <param name="cancellationToken">Leaves it.</param>
    /// <exception cref="LamellaException"><see cref="LamellaErrorCode.InvalidArgument"/>: the settings file is wrong. Also what opening the service throws.</exception>
    public static async Task RunAsync(Task<LamellaClient> opening, TerminalViewerOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(opening);
        ArgumentNullException.ThrowIfNull(options);
        var settings = await TerminalSettings.LoadAsync(options.Settings ?? TerminalSettings.DefaultPath, cancellationToken).ConfigureAwait(false);
        var program = new ViewProgram(
            new ViewState
            {
                Size = new ScreenSize(24, 80),
                Keys = ViewKeys.Default.With(settings.ViewKeys),
                Playback = new Playback { Rate = Math.Clamp(settings.FramesPerSecond, Playback.SlowestRate, Playback.FastestRate) },
                Opening = options.Uris,
            },
            options.TimeProvider);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var starting = StartAsync(opening, program, options, ending);
        TerminalHost.Run(program, options.Colors ?? settings.Colors, options.Graphics, options.TimeProvider, ending.Token);
        if (opening.IsCompleted)
        {
            await (await starting.ConfigureAwait(false)).DisposeAsync().ConfigureAwait(false);
        }
    }

    /// <summary>Gives the screen its service; ends the screen if there is none.</summary>
    private static async Task<ViewSession> StartAsync(
        Task<LamellaClient> opening, ViewProgram program, TerminalViewerOptions options, CancellationTokenSource ending)
    {
        LamellaClient client;
        try
        {
            client = await opening.ConfigureAwait(false);
        }
        catch
        {
            await ending.CancelAsync().ConfigureAwait(false);
            throw;
        }

        var session = new ViewSession(client, program.Post, options.TimeProvider);
        program.Post(new ViewInput.ServiceReached(client.Address));
        session.Start(options.Viewer);
        foreach (var uri in options.Uris)
        {
            session.Run(new ViewEffect.AddSource(uri));
        }

        if (options.Workspace is { } workspace)
        {
            session.Run(new ViewEffect.LoadWorkspace(workspace));
        }

        program.Connect(session.Run);
        return session;
    }
}
