using System.Runtime.InteropServices;

namespace Lamella.Terminal.Shell;

/// <summary>
/// Ends the screen on a hang-up or a request to terminate, so that the terminal is left as it was. A terminal that takes
/// nothing any more may hold up whoever writes to it; then the process ends all the same, a little later.
/// </summary>
internal sealed class StopSignals : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);
    private static readonly PosixSignal[] Signals = [PosixSignal.SIGTERM, PosixSignal.SIGHUP, PosixSignal.SIGINT];

    private readonly PosixSignalRegistration[] _registrations;
    private Timer? _lastResort;

    /// <param name="stop">Asks the screen to end.</param>
    /// <param name="giveUp">Called before the process ends because the screen did not.</param>
    public StopSignals(Action stop, Action giveUp) => _registrations =
    [
        .. Signals.Select(signal => PosixSignalRegistration.Create(signal, context =>
        {
            context.Cancel = true;
            _lastResort ??= new Timer(_ => End(giveUp), null, Patience, System.Threading.Timeout.InfiniteTimeSpan);
            stop();
        })),
    ];

    public void Dispose()
    {
        foreach (var registration in _registrations)
        {
            registration.Dispose();
        }

        _lastResort?.Dispose();
    }

    private static void End(Action giveUp)
    {
        giveUp();
        Environment.Exit(1);
    }
}
