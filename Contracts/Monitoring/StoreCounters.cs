namespace Lamella.Contracts.Monitoring;

/// <summary>What a silo's chunk scheduler has done since the silo began, and what it holds now.</summary>
[GenerateSerializer, Immutable]
[Alias("lamella.store-counters")]
public sealed record StoreCounters
{
    /// <summary>Reads of one chunk that were started.</summary>
    [Id(0)]
    public long Reads { get; init; }

    /// <summary>Encoded bytes that reads returned.</summary>
    [Id(1)]
    public long BytesRead { get; init; }

    /// <summary>Chunks delivered from memory.</summary>
    [Id(2)]
    public long Hits { get; init; }

    /// <summary>Chunks wanted that were already on their way for somebody else.</summary>
    [Id(3)]
    public long Joins { get; init; }

    /// <summary>Chunks decoded.</summary>
    [Id(4)]
    public long Decodes { get; init; }

    /// <summary>Chunks whose read or decode failed.</summary>
    [Id(5)]
    public long Failures { get; init; }

    /// <summary>Decoded bytes that no canvas showed.</summary>
    [Id(6)]
    public long BytesWasted { get; init; }

    /// <summary>Decoded bytes held now.</summary>
    [Id(7)]
    public long BytesHeld { get; init; }

    /// <summary>Chunks that wait to be read now.</summary>
    [Id(8)]
    public int Queued { get; init; }

    /// <summary>Chunks being read now.</summary>
    [Id(9)]
    public int Reading { get; init; }

    /// <summary>Both together.</summary>
    /// <param name="other">The other.</param>
    public StoreCounters Add(StoreCounters other) => new()
    {
        Reads = Reads + other.Reads,
        BytesRead = BytesRead + other.BytesRead,
        Hits = Hits + other.Hits,
        Joins = Joins + other.Joins,
        Decodes = Decodes + other.Decodes,
        Failures = Failures + other.Failures,
        BytesWasted = BytesWasted + other.BytesWasted,
        BytesHeld = BytesHeld + other.BytesHeld,
        Queued = Queued + other.Queued,
        Reading = Reading + other.Reading,
    };

    /// <summary>What was done after an earlier state; what is held, queued and being read now stays.</summary>
    /// <param name="earlier">The earlier state.</param>
    public StoreCounters Since(StoreCounters earlier) => this with
    {
        Reads = Math.Max(0, Reads - earlier.Reads),
        BytesRead = Math.Max(0, BytesRead - earlier.BytesRead),
        Hits = Math.Max(0, Hits - earlier.Hits),
        Joins = Math.Max(0, Joins - earlier.Joins),
        Decodes = Math.Max(0, Decodes - earlier.Decodes),
        Failures = Math.Max(0, Failures - earlier.Failures),
        BytesWasted = Math.Max(0, BytesWasted - earlier.BytesWasted),
    };
}
