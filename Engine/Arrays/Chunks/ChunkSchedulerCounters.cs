namespace Lamella.Engine.Arrays.Chunks;

/// <summary>What a <see cref="ChunkScheduler"/> has done since it began, and what it holds now; a snapshot.</summary>
public sealed record ChunkSchedulerCounters
{
    /// <summary>Reads of one chunk that were started.</summary>
    public required long Reads { get; init; }

    /// <summary>Encoded bytes that reads returned.</summary>
    public required long BytesRead { get; init; }

    /// <summary>Of <see cref="BytesRead"/>, bytes that were let go before they were decoded.</summary>
    public required long BytesReadInVain { get; init; }

    /// <summary>Chunks delivered from memory without waiting: resident or cached.</summary>
    public required long Hits { get; init; }

    /// <summary>Chunks wanted that somebody else's read was already under way or queued for.</summary>
    public required long Joins { get; init; }

    /// <summary>Chunks that left the queue, or whose read was aborted, because nobody wanted them any more.</summary>
    public required long Cancels { get; init; }

    /// <summary>Chunks decoded.</summary>
    public required long Decodes { get; init; }

    /// <summary>Bytes that decoding made.</summary>
    public required long BytesDecoded { get; init; }

    /// <summary>Chunks that were read and are absent from their store.</summary>
    public required long Absent { get; init; }

    /// <summary>Chunks whose read or decode failed.</summary>
    public required long Failures { get; init; }

    /// <summary>Chunks evicted from the cache.</summary>
    public required long Evictions { get; init; }

    /// <summary>Chunks decoded and given up without having been delivered as visible or preview.</summary>
    public required long Wasted { get; init; }

    /// <summary>Decoded bytes of <see cref="Wasted"/>.</summary>
    public required long BytesWasted { get; init; }

    /// <summary>Decoded bytes held now that have not been delivered as visible or preview yet.</summary>
    public required long BytesUnshown { get; init; }

    /// <summary>Decoded bytes held now, with a small fixed cost a chunk; within <see cref="ChunkSchedulerOptions.DecodedBytes"/>.</summary>
    public required long BytesHeld { get; init; }

    /// <summary>Encoded bytes in flight now.</summary>
    public required long BytesInFlight { get; init; }

    /// <summary>Chunks that wait to be read now.</summary>
    public required int Queued { get; init; }

    /// <summary>Chunks being read now, aborted reads that have not returned yet included.</summary>
    public required int Reading { get; init; }

    /// <summary>Chunks that wait for their decode, or are being decoded, now.</summary>
    public required int Decoding { get; init; }

    /// <summary>Chunks held now, absent ones included.</summary>
    public required int Held { get; init; }

    /// <summary>Chunks pinned by consumers now.</summary>
    public required int Pinned { get; init; }
}
