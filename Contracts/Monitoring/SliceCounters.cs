namespace Lamella.Contracts.Monitoring;

/// <summary>What slicing has done since the silo, or the layer's life in it, began. Only ever growing; rates are differences.</summary>
[GenerateSerializer, Immutable]
[Alias("lamella.slice-counters")]
public sealed record SliceCounters
{
    /// <summary>Slices that became ready.</summary>
    [Id(0)]
    public long Ready { get; init; }

    /// <summary>Slices that were cancelled because something newer was wanted.</summary>
    [Id(1)]
    public long Cancelled { get; init; }

    /// <summary>Slices that failed.</summary>
    [Id(2)]
    public long Failed { get; init; }

    /// <summary>Chunks that ready slices were made of.</summary>
    [Id(3)]
    public long Chunks { get; init; }

    /// <summary>Of these, at hand in memory.</summary>
    [Id(4)]
    public long Hits { get; init; }

    /// <summary>Encoded bytes read for ready slices.</summary>
    [Id(5)]
    public long BytesRead { get; init; }

    /// <summary>From a layer's request to its response.</summary>
    [Id(6)]
    public LatencyHistogram Latency { get; init; } = LatencyHistogram.Empty;

    /// <summary>Both together.</summary>
    /// <param name="other">The other.</param>
    public SliceCounters Add(SliceCounters other) => new()
    {
        Ready = Ready + other.Ready,
        Cancelled = Cancelled + other.Cancelled,
        Failed = Failed + other.Failed,
        Chunks = Chunks + other.Chunks,
        Hits = Hits + other.Hits,
        BytesRead = BytesRead + other.BytesRead,
        Latency = Latency.Add(other.Latency),
    };

    /// <summary>What was done after an earlier state of the same counters; never below nothing.</summary>
    /// <param name="earlier">The earlier state.</param>
    public SliceCounters Since(SliceCounters earlier) => new()
    {
        Ready = Math.Max(0, Ready - earlier.Ready),
        Cancelled = Math.Max(0, Cancelled - earlier.Cancelled),
        Failed = Math.Max(0, Failed - earlier.Failed),
        Chunks = Math.Max(0, Chunks - earlier.Chunks),
        Hits = Math.Max(0, Hits - earlier.Hits),
        BytesRead = Math.Max(0, BytesRead - earlier.BytesRead),
        Latency = Latency.Since(earlier.Latency),
    };
}
