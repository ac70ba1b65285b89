namespace Lamella.Grains.Tests.Support;

/// <summary>
/// The system's clock, but for timers of one odd length: these go off when a test says so. Everything else of a silo, such
/// as its membership and streams, keeps running.
/// </summary>
internal sealed class HeldTime(TimeSpan held) : TimeProvider
{
    private readonly List<HeldTimer> _timers = [];

    /// <summary>Timers of that length that wait now.</summary>
    public int Waiting
    {
        get
        {
            lock (_timers)
            {
                return _timers.Count;
            }
        }
    }

    /// <summary>Lets the time pass for those that wait.</summary>
    public void Pass()
    {
        HeldTimer[] due;
        lock (_timers)
        {
            due = [.. _timers];
            _timers.Clear();
        }

        foreach (var timer in due)
        {
            timer.Fire();
        }
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        if (dueTime != held)
        {
            return System.CreateTimer(callback, state, dueTime, period);
        }

        var timer = new HeldTimer(this, callback, state);
        lock (_timers)
        {
            _timers.Add(timer);
        }

        return timer;
    }

    private sealed class HeldTimer(HeldTime time, TimerCallback callback, object? state) : ITimer
    {
        public void Fire() => callback(state);

        public bool Change(TimeSpan dueTime, TimeSpan period) => throw new NotSupportedException("A held timer is made once.");

        public void Dispose()
        {
            lock (time._timers)
            {
                time._timers.Remove(this);
            }
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
