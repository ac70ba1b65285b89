using Lamella.Contracts.Slicing;

namespace Lamella.Grains.Viewers;

/// <summary>Those who wait for slicing to end. Runs in the grain's context.</summary>
internal sealed class EndWaiters
{
    private readonly List<Waiter> _waiting = [];

    /// <summary>Waits until a revision or a newer one has ended.</summary>
    /// <param name="revision">The revision; null waits for the one that is the viewer's last when it ends.</param>
    /// <param name="timeout">How long at most; passing it is no error.</param>
    /// <param name="clock">Measures it.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public async Task WaitAsync(Revision? revision, TimeSpan timeout, TimeProvider clock, CancellationToken cancellationToken)
    {
        var waiter = new Waiter(revision, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        _waiting.Add(waiter);
        try
        {
            await waiter.Ended.Task.WaitAsync(timeout, clock, cancellationToken);
        }
        catch (TimeoutException)
        {
            return;
        }
        finally
        {
            _waiting.Remove(waiter);
        }
    }

    /// <summary>Tells that a revision, the viewer's last, has ended.</summary>
    public void End(Revision revision)
    {
        foreach (var waiter in _waiting.Where(waiter => waiter.Revision is null || waiter.Revision <= revision))
        {
            waiter.Ended.TrySetResult();
        }
    }

    private sealed record Waiter(Revision? Revision, TaskCompletionSource Ended);
}
