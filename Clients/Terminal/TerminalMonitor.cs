using Lamella.Contracts.Errors;
using Lamella.Sdk;
using Lamella.Terminal.Drawing;
using Lamella.Terminal.Keys;
using Lamella.Terminal.Monitoring;
using Lamella.Terminal.Shell;

namespace Lamella.Terminal;

/// <summary>Shows how the cluster is doing.</summary>
public static class TerminalMonitor
{
    /// <summary>One report as JSON: latencies in milliseconds, sizes in bytes, counts since each silo began.</summary>
    /// <param name="client">The service.</param>
    /// <param name="cancellationToken">Stops asking.</param>
    /// <exception cref="LamellaException"><see cref="LamellaErrorCode.Unavailable"/>.</exception>
    public static async Task<string> ReportAsync(LamellaClient client, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(client);
        return TopReport.ToJson(await client.GetClusterReportAsync(cancellationToken).ConfigureAwait(false));
    }

    /// <summary>One report as text: the pages of the monitor one below the other, without colour.</summary>
    /// <param name="client">The service.</param>
    /// <param name="columns">Width of the text.</param>
    /// <param name="cancellationToken">Stops asking.</param>
    /// <exception cref="LamellaException"><see cref="LamellaErrorCode.Unavailable"/>.</exception>
    public static async Task<string> ReportTextAsync(LamellaClient client, int columns, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(client);
        return TopText.Of(await client.GetClusterReportAsync(cancellationToken).ConfigureAwait(false), client.Address, columns);
    }

    /// <summary>Shows the monitor until the person leaves it; the terminal is then as it was.</summary>
    /// <param name="client">The service; stays connected.</param>
    /// <param name="options">How it starts.</param>
    /// <param name="cancellationToken">Leaves it.</param>
    /// <exception cref="LamellaException"><see cref="LamellaErrorCode.InvalidArgument"/>: the settings file is wrong.</exception>
    public static async Task RunAsync(LamellaClient client, TerminalMonitorOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(options);
        var settings = await TerminalSettings.LoadAsync(options.Settings ?? TerminalSettings.DefaultPath, cancellationToken).ConfigureAwait(false);
        var program = new TopProgram(new TopState
        {
            Size = new ScreenSize(24, 80),
            Address = client.Address,
            Keys = TopKeys.Default.With(settings.TopKeys),
        });
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var asking = AskAsync(client, program, options, ending.Token);
        TerminalHost.Run(program, options.Colors ?? settings.Colors, usesGraphics: false, options.TimeProvider, cancellationToken);
        await ending.CancelAsync().ConfigureAwait(false);
        await asking.ConfigureAwait(false);
    }

    private static async Task AskAsync(
        LamellaClient client, TopProgram program, TerminalMonitorOptions options, CancellationToken cancellationToken)
    {
        var start = options.TimeProvider.GetTimestamp();
        using var timer = new PeriodicTimer(options.Interval, options.TimeProvider);
        try
        {
            do
            {
                try
                {
                    var report = await client.GetClusterReportAsync(cancellationToken).ConfigureAwait(false);
                    program.Post(new TopInput.Reported(options.TimeProvider.GetElapsedTime(start), report));
                }
                catch (LamellaException exception)
                {
                    program.Post(new TopInput.Failed(exception.Message));
                }
            }
            while (await timer.WaitForNextTickAsync(cancellationToken).ConfigureAwait(false));
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The screen is over.
        }
    }
}
