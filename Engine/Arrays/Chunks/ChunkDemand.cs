using System.Collections.Immutable;

namespace Lamella.Engine.Arrays.Chunks;

/// <summary>The chunks of one array that one slice wants.</summary>
/// <param name="Array">The array.</param>
/// <param name="ChunkIndices">
/// Positions in the chunk grid, one after another, <see cref="ArrayMetadata.Rank"/> numbers each, slowest axis first.
/// </param>
/// <param name="Priority">How urgently; decides who is read next and who may evict whom.</param>
public sealed record ChunkDemand(IChunkedArray Array, ImmutableArray<int> ChunkIndices, ChunkPriority Priority)
{
    /// <summary>Number of chunks. A scalar array (rank 0) has one.</summary>
    public int Count => Array.Metadata.Rank == 0 ? 1 : ChunkIndices.Length / Array.Metadata.Rank;

    /// <summary>The position in the chunk grid of one chunk of this demand.</summary>
    /// <param name="ordinal">0 … <see cref="Count"/> − 1.</param>
    public ReadOnlyMemory<int> ChunkIndex(int ordinal) =>
        ChunkIndices.AsMemory().Slice(ordinal * Array.Metadata.Rank, Array.Metadata.Rank);
}
