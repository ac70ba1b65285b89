namespace Lamella.Engine.Arrays.Stores.Http;

/// <summary>Cancels one attempt at a request when nothing has happened for a while, or when the caller cancels.</summary>
internal sealed class StallGuard : IDisposable
{
    private readonly CancellationTokenSource _cancellation;
    private readonly ITimer _timer;
    private readonly TimeSpan _timeout;

    public StallGuard(TimeSpan timeout, TimeProvider timeProvider, CancellationToken cancellationToken)
    {
        _timeout = timeout;
        _cancellation = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        _timer = timeProvider.CreateTimer(
            static state => ((StallGuard)state!).Expire(), this, timeout, Timeout.InfiniteTimeSpan);
    }

    public CancellationToken Token => _cancellation.Token;

    /// <summary>Whether it was the silence that ended the attempt.</summary>
    public bool HasExpired { get; private set; }

    /// <summary>Something has happened: begins to wait anew.</summary>
    public void Restart() => _timer.Change(_timeout, Timeout.InfiniteTimeSpan);

    public void Dispose()
    {
        _timer.Dispose();
        _cancellation.Dispose();
    }

    private void Expire()
    {
        HasExpired = true;
        try
        {
            _cancellation.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // The attempt ended in this very moment; there is nothing left to cancel.
        }
    }
}
