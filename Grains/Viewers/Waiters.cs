namespace Lamella.Grains.Viewers;

/// <summary>Those who wait for the viewer to come to a state. Runs in the grain's context.</summary>
internal sealed class Waiters
{
    private readonly List<Waiter> _waiting = [];

    /// <summary>Waits until a condition holds.</summary>
    /// <param name="isOver">The condition; looked at now, and whenever <see cref="Check"/> is called.</param>
    /// <param name="timeout">How long at most; passing it is no error.</param>
    /// <param name="clock">Measures it.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public async Task WaitAsync(Func<bool> isOver, TimeSpan timeout, TimeProvider clock, CancellationToken cancellationToken)
    {
        if (isOver())
        {
            return;
        }

        // Who waits goes on within the turn that ends the waiting: turns of their own would only be later.
        var waiter = new Waiter(isOver, new TaskCompletionSource());
        _waiting.Add(waiter);
        try
        {
            await waiter.Over.Task.WaitAsync(timeout, clock, cancellationToken);
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

    /// <summary>Something has changed: lets those go on whose condition holds. Comes last in a turn, for they go on at once.</summary>
    public void Check()
    {
        foreach (var waiter in _waiting.FindAll(static waiter => waiter.IsOver()))
        {
            waiter.Over.TrySetResult();
        }
    }

    private sealed record Waiter(Func<bool> IsOver, TaskCompletionSource Over);
}
