using System.Collections.Immutable;
using Lamella.Contracts.Arrays;
using Lamella.Engine.Arrays.Codecs;
using Lamella.Engine.Arrays.Formats.Zarr.Sharding;

namespace Lamella.Engine.Arrays.Formats.Zarr;

/// <summary>Everything that an array's metadata says of where chunks lie and how they are encoded, checked.</summary>
internal sealed record ZarrLayout
{
    /// <summary>2 or 3.</summary>
    public required int Version { get; init; }

    /// <summary>Elements along each axis.</summary>
    public required ImmutableArray<long> Shape { get; init; }

    /// <summary>Elements of what one store key holds, a chunk or a shard.</summary>
    public required ImmutableArray<int> KeyShape { get; init; }

    /// <summary>Elements of the chunk that is decoded at a time: the innermost where there are shards.</summary>
    public required ImmutableArray<int> ChunkShape { get; init; }

    /// <summary>The element type.</summary>
    public required DataType DataType { get; init; }

    /// <summary>One little-endian element.</summary>
    public required ImmutableArray<byte> FillValue { get; init; }

    /// <summary>Store keys of chunks or shards.</summary>
    public required ChunkKeyEncoding Keys { get; init; }

    /// <summary>Shards within shards, outermost first; empty where the array is not sharded.</summary>
    public ImmutableArray<ShardLevel> Shards { get; init; } = [];

    /// <summary>Decodes the innermost chunk.</summary>
    public required CodecPipeline Pipeline { get; init; }

    /// <summary>All codecs, for show.</summary>
    public required ImmutableArray<string> CodecNames { get; init; }

    /// <summary>Names of the axes, or default.</summary>
    public ImmutableArray<string?> DimensionNames { get; init; }
}
