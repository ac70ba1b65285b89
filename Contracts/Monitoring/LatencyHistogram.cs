using System.Collections.Immutable;

namespace Lamella.Contracts.Monitoring;

/// <summary>
/// How often durations occurred, in buckets of equal ratio: eight to a doubling, from one microsecond to over three
/// minutes, so that a percentile is off by at most 5 %. Histograms of the same clock add up and subtract, which averages
/// and percentiles do not. Immutable.
/// </summary>
[GenerateSerializer, Immutable]
[Alias("lamella.latency-histogram")]
public sealed record LatencyHistogram
{
    /// <summary>Buckets to a doubling.</summary>
    public const int BucketsPerOctave = 8;

    /// <summary>Number of buckets; the last one holds everything longer.</summary>
    public const int BucketCount = 28 * BucketsPerOctave;

    /// <summary>No durations.</summary>
    public static LatencyHistogram Empty { get; } = new();

    /// <summary>Durations in each bucket from the shortest; trailing empty buckets may be left out.</summary>
    [Id(0)]
    public ImmutableArray<long> Counts { get; init; } = [];

    /// <summary>Number of durations.</summary>
    public long Total
    {
        get
        {
            var total = 0L;
            foreach (var count in Counts)
            {
                total += count;
            }

            return total;
        }
    }

    /// <summary>The bucket of a duration, 0 … <see cref="BucketCount"/> − 1.</summary>
    /// <param name="duration">Any duration; below a microsecond counts as one.</param>
    public static int BucketOf(TimeSpan duration) => duration.Ticks <= TimeSpan.TicksPerMicrosecond
        ? 0
        : Math.Min(BucketCount - 1, (int)Math.Ceiling(Math.Log2(duration.TotalMicroseconds) * BucketsPerOctave));

    /// <summary>The longest duration that a bucket holds.</summary>
    /// <param name="bucket">0 … <see cref="BucketCount"/> − 1.</param>
    public static TimeSpan LimitOf(int bucket) => TimeSpan.FromMicroseconds(Math.Pow(2, (double)bucket / BucketsPerOctave));

    /// <summary>All durations of both.</summary>
    /// <param name="other">The other.</param>
    public LatencyHistogram Add(LatencyHistogram other) => Combine(other, 1);

    /// <summary>The durations that came after an earlier state of the same histogram; never below none in a bucket.</summary>
    /// <param name="earlier">The earlier state.</param>
    public LatencyHistogram Since(LatencyHistogram earlier) => Combine(earlier, -1);

    /// <summary>The duration that a share of all did not exceed (nearest rank, at the bucket's middle); zero where there is none.</summary>
    /// <param name="share">0 … 1.</param>
    public TimeSpan Percentile(double share)
    {
        var total = Total;
        var wanted = Math.Max(1, (long)Math.Ceiling(share * total));
        var seen = 0L;
        for (var bucket = 0; bucket < Counts.Length; bucket++)
        {
            seen += Counts[bucket];
            if (seen >= wanted)
            {
                return TimeSpan.FromMicroseconds(Math.Pow(2, (bucket - 0.5) / BucketsPerOctave));
            }
        }

        return TimeSpan.Zero;
    }

    private LatencyHistogram Combine(LatencyHistogram other, int sign)
    {
        var counts = new long[Math.Min(BucketCount, Math.Max(Counts.Length, other.Counts.Length))];
        for (var bucket = 0; bucket < counts.Length; bucket++)
        {
            var own = bucket < Counts.Length ? Counts[bucket] : 0;
            var others = bucket < other.Counts.Length ? other.Counts[bucket] : 0;
            counts[bucket] = Math.Max(0, own + (sign * others));
        }

        return new LatencyHistogram { Counts = [.. counts] };
    }

    /// <summary>Whether both hold the same durations.</summary>
    /// <param name="other">The other.</param>
    public bool Equals(LatencyHistogram? other) => other is not null && Trimmed(Counts).SequenceEqual(Trimmed(other.Counts));

    /// <inheritdoc/>
    public override int GetHashCode() => Total.GetHashCode();

    private static ReadOnlySpan<long> Trimmed(ImmutableArray<long> counts) =>
        counts.AsSpan()[..(counts.AsSpan().LastIndexOfAnyExcept(0) + 1)];
}
