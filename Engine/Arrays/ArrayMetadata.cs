using System.Collections.Immutable;
using Lamella.Contracts.Arrays;

namespace Lamella.Engine.Arrays;

/// <summary>What is known of an array before any chunk is read. Immutable; all axes are slowest first.</summary>
public sealed record ArrayMetadata
{
    /// <summary>
    /// Names the array's content across the process, such as the store's URI, the array's path and its version.
    /// Two arrays with one identity hold the same chunks: the scheduler joins and caches by it.
    /// </summary>
    public required string Identity { get; init; }

    /// <summary>Elements along each axis; may contain 0; empty for a scalar.</summary>
    public required ImmutableArray<long> Shape { get; init; }

    /// <summary>Elements of one chunk along each axis, each ≥ 1; for a sharded array this is the inner chunk.</summary>
    public required ImmutableArray<int> ChunkShape { get; init; }

    /// <summary>The element type.</summary>
    public required DataType DataType { get; init; }

    /// <summary>One element, little-endian, that fills absent chunks; empty means zeros.</summary>
    public ImmutableArray<byte> FillValue { get; init; } = [];

    /// <summary>What kind of store its bytes come from, which decides how many of its chunks are read at a time.</summary>
    public StoreKind StoreKind { get; init; } = StoreKind.File;

    /// <summary>The file format, such as <c>zarr v3</c>.</summary>
    public required string Format { get; init; }

    /// <summary>The codecs, outermost last, in the format's own names, such as <c>bytes</c>, <c>blosc(lz4, shuffle)</c>.</summary>
    public ImmutableArray<string> Codecs { get; init; } = [];

    /// <summary>Elements of one shard along each axis; default where the array is not sharded.</summary>
    public ImmutableArray<int> ShardShape { get; init; }

    /// <summary>Names of the axes where the format gives them (Zarr v3 <c>dimension_names</c>), else default.</summary>
    public ImmutableArray<string?> DimensionNames { get; init; }

    /// <summary>Number of axes.</summary>
    public int Rank => Shape.Length;

    /// <summary>Bytes of one decoded chunk; formats refuse arrays in which it exceeds <see cref="ArrayLimits.MaxChunkBytes"/>.</summary>
    public int ChunkByteLength => ChunkShape.Aggregate(DataType.ItemSize(), static (bytes, extent) => checked(bytes * extent));

    /// <summary>Chunks along an axis: the shape divided by the chunk's extent, rounded up.</summary>
    /// <param name="axis">The axis, 0 is the slowest.</param>
    public long GridExtent(int axis) => (Shape[axis] + ChunkShape[axis] - 1) / ChunkShape[axis];
}
