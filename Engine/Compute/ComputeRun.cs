namespace Lamella.Engine.Compute;

/// <summary>One call of <see cref="ComputeLane.RunAsync{T}"/>: queued, then either run or cancelled, never both.</summary>
internal sealed class ComputeRun<T>(ComputeLane lane, Func<T> work, CancellationToken cancellationToken)
    : TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously), IComputeWork
{
    private CancellationTokenRegistration _registration;
    private int _claimed;

    /// <summary>Ends the task as soon as the token is cancelled, unless the work has started by then.</summary>
    public void CancelWhileQueued()
    {
        if (!cancellationToken.CanBeCanceled)
        {
            return;
        }

        _registration = cancellationToken.UnsafeRegister(static run => ((ComputeRun<T>)run!).Cancel(), this);
        if (Volatile.Read(ref _claimed) != 0)
        {
            _registration.Unregister();
        }
    }

    public void Execute()
    {
        if (Interlocked.Exchange(ref _claimed, 1) != 0)
        {
            return;
        }

        lane.LeaveQueue();
        _registration.Unregister();
        try
        {
            SetResult(work());
        }
        catch (OperationCanceledException exception) when (exception.CancellationToken == cancellationToken)
        {
            SetCanceled(cancellationToken);
        }
        catch (Exception exception)
        {
            SetException(exception);
        }
    }

    private void Cancel()
    {
        if (Interlocked.Exchange(ref _claimed, 1) == 0)
        {
            lane.LeaveQueue();
            SetCanceled(cancellationToken);
        }
    }
}
