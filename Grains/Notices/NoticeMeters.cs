using System.Diagnostics.Metrics;

namespace Lamella.Grains.Notices;

/// <summary>The instruments of notices, on the meter <c>Lamella.Notices</c>. Safe for concurrent use.</summary>
internal sealed class NoticeMeters
{
    /// <summary>The name of the meter.</summary>
    public const string Name = "Lamella.Notices";

    private readonly Counter<long> _announced;
    private readonly Counter<long> _delivered;
    private readonly Counter<long> _skipped;
    private readonly Counter<long> _forgotten;
    private long _skippedCount;
    private long _forgottenCount;
    private int _held;
    private int _subscribers;

    /// <summary>Creates the instruments.</summary>
    public NoticeMeters(IMeterFactory factory)
    {
        var meter = factory.Create(Name);
        Scope = meter.Scope;
        _announced = meter.CreateCounter<long>("lamella.notices.announced", "{batch}", "Batches handed to the silo's queues.");
        _delivered = meter.CreateCounter<long>("lamella.notices.delivered", "{batch}", "Batches sent, once for each subscriber.");
        _skipped = meter.CreateCounter<long>("lamella.notices.skipped", "{batch}", "Batches that a slow subscriber jumped over, or that gave way before anybody could read them.");
        _forgotten = meter.CreateCounter<long>("lamella.notices.forgotten", "{subscriber}", "Subscribers given up because they did not answer.");
        meter.CreateObservableUpDownCounter("lamella.notices.held", () => Held, "{batch}", "Batches held for subscribers.");
        meter.CreateObservableUpDownCounter("lamella.notices.subscribers", () => Subscribers, "{subscriber}", "Subscribers of streams that were announced on lately.");
    }

    /// <summary>Tells the meter from those of other silos of the process.</summary>
    public object? Scope { get; }

    /// <summary>Batches held now, in queues and caches.</summary>
    public int Held => Volatile.Read(ref _held);

    /// <summary>Subscribers known now.</summary>
    public int Subscribers => Volatile.Read(ref _subscribers);

    /// <summary>Batches skipped so far.</summary>
    public long Skipped => Interlocked.Read(ref _skippedCount);

    /// <summary>Subscribers forgotten so far.</summary>
    public long Forgotten => Interlocked.Read(ref _forgottenCount);

    public void OnAnnounced() => _announced.Add(1);

    public void OnDelivered() => _delivered.Add(1);

    public void OnHeld(int change) => Interlocked.Add(ref _held, change);

    public void OnSubscribers(int change) => Interlocked.Add(ref _subscribers, change);

    public void OnSkipped(long count)
    {
        Interlocked.Add(ref _skippedCount, count);
        _skipped.Add(count);
    }

    public void OnForgotten()
    {
        Interlocked.Increment(ref _forgottenCount);
        _forgotten.Add(1);
    }
}
