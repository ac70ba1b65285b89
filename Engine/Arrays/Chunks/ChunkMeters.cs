using System.Diagnostics.Metrics;

namespace Lamella.Engine.Arrays.Chunks;

/// <summary>The meter <c>Lamella.Chunks</c>: the scheduler's counters, read when somebody listens and never on the hot path.</summary>
internal sealed class ChunkMeters : IDisposable
{
    /// <summary>The meter's name.</summary>
    public const string Name = "Lamella.Chunks";

    private readonly Meter _meter = new(Name);

    public ChunkMeters(ChunkScheduler scheduler)
    {
        Count("reads", "{chunk}", "Reads of one chunk started.", static c => c.Reads);
        Count("read.bytes", "By", "Encoded bytes read.", static c => c.BytesRead);
        Count("read.bytes_in_vain", "By", "Encoded bytes read and never decoded.", static c => c.BytesReadInVain);
        Count("hits", "{chunk}", "Chunks delivered without waiting.", static c => c.Hits);
        Count("joins", "{chunk}", "Chunks wanted that were on their way already.", static c => c.Joins);
        Count("cancels", "{chunk}", "Chunks let go of before they arrived.", static c => c.Cancels);
        Count("decodes", "{chunk}", "Chunks decoded.", static c => c.Decodes);
        Count("decoded.bytes", "By", "Bytes that decoding made.", static c => c.BytesDecoded);
        Count("absent", "{chunk}", "Chunks read and found absent.", static c => c.Absent);
        Count("failures", "{chunk}", "Chunks that failed.", static c => c.Failures);
        Count("evictions", "{chunk}", "Chunks evicted.", static c => c.Evictions);
        Count("wasted", "{chunk}", "Chunks decoded and never shown.", static c => c.Wasted);
        Gauge("held.bytes", "By", "Decoded bytes held.", static c => c.BytesHeld);
        Gauge("in_flight.bytes", "By", "Encoded bytes in flight.", static c => c.BytesInFlight);
        Gauge("queued", "{chunk}", "Chunks that wait to be read.", static c => c.Queued);
        Gauge("reading", "{chunk}", "Chunks being read.", static c => c.Reading);
        Gauge("decoding", "{chunk}", "Chunks that wait for their decode or are being decoded.", static c => c.Decoding);

        void Count(string name, string unit, string description, Func<ChunkSchedulerCounters, long> value) =>
            _meter.CreateObservableCounter($"lamella.chunks.{name}", () => value(scheduler.GetCounters()), unit, description);

        void Gauge(string name, string unit, string description, Func<ChunkSchedulerCounters, long> value) =>
            _meter.CreateObservableGauge($"lamella.chunks.{name}", () => value(scheduler.GetCounters()), unit, description);
    }

    public void Dispose() => _meter.Dispose();
}
