using Lamella.Contracts.Monitoring;

namespace Lamella.Grains.Monitoring;

/// <summary>Counts durations into the buckets of a <see cref="LatencyHistogram"/>. Safe for concurrent use, without a lock.</summary>
internal sealed class HistogramRecorder
{
    private readonly long[] _counts = new long[LatencyHistogram.BucketCount];

    public void Record(TimeSpan duration) => Interlocked.Increment(ref _counts[LatencyHistogram.BucketOf(duration)]);

    public LatencyHistogram ToHistogram()
    {
        var used = _counts.AsSpan().LastIndexOfAnyExcept(0) + 1;
        return used == 0 ? LatencyHistogram.Empty : new LatencyHistogram { Counts = [.. _counts[..used]] };
    }
}
