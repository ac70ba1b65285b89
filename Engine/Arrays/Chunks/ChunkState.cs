namespace Lamella.Engine.Arrays.Chunks;

/// <summary>Where a chunk is on its way from the store to those who want it (docs/chunks.md).</summary>
internal enum ChunkState : byte
{
    /// <summary>Waits for its read.</summary>
    Queued,

    /// <summary>Its read is under way.</summary>
    Reading,

    /// <summary>Read; waits for its decode.</summary>
    Encoded,

    /// <summary>Being decoded.</summary>
    Decoding,

    /// <summary>Decoded or known to be absent; at hand until it is evicted.</summary>
    Held,

    /// <summary>No longer known to the scheduler: let go, failed or evicted.</summary>
    Gone,
}
