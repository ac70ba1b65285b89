using System.Collections.Immutable;
using Lamella.Contracts.Geometry;

namespace Lamella.Contracts.Layers;

/// <summary>One resolution level of an image. Axes are slowest first.</summary>
[GenerateSerializer, Immutable]
[Alias("lamella.image-level-info")]
public sealed record ImageLevelInfo
{
    /// <summary>Elements along each axis.</summary>
    [Id(0)]
    public required ImmutableArray<long> Shape { get; init; }

    /// <summary>Elements of one chunk along each axis; of the inner chunk where the array is sharded.</summary>
    [Id(1)]
    public required ImmutableArray<int> ChunkShape { get; init; }

    /// <summary>Elements of one shard along each axis; empty where the array is not sharded.</summary>
    [Id(2)]
    public ImmutableArray<int> ShardShape { get; init; } = [];

    /// <summary>The codecs, outermost last, in the format's own names.</summary>
    [Id(3)]
    public ImmutableArray<string> Codecs { get; init; } = [];

    /// <summary>Array index to physical coordinates.</summary>
    [Id(4)]
    public required AffineTransform Transform { get; init; }
}
