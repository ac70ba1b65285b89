using Microsoft.Extensions.Time.Testing;

namespace Lamella.Engine.Tests.Arrays.Stores.Http;

/// <summary>A clock that stands still, and tells when somebody waits for a time of one length.</summary>
internal sealed class AwaitedTime(TimeSpan awaited) : FakeTimeProvider
{
    private readonly TaskCompletionSource _awaited = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Ends when somebody waits.</summary>
    public Task Awaited => _awaited.Task;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = base.CreateTimer(callback, state, dueTime, period);
        if (dueTime == awaited)
        {
            _awaited.TrySetResult();
        }

        return timer;
    }
}
