using System.Collections.Immutable;
using Lamella.Contracts.Arrays;
using Lamella.Contracts.Geometry;
using MessagePack;

namespace Lamella.Contracts.Slicing;

/// <summary>A slice of an image layer.</summary>
[GenerateSerializer, Immutable, MessagePackObject]
[Alias("lamella.image-slice-response")]
public sealed record ImageSliceResponse : LayerSliceResponse
{
    /// <summary>
    /// Elements along each displayed axis, in displayed order, then 3 or 4 colour samples where <see cref="Rgb"/>. The
    /// data are in C order, little-endian.
    /// </summary>
    [Id(0), Key(8)]
    public required ImmutableArray<int> Shape { get; init; }

    /// <summary>The element type; a projection may have made it wider than the layer's (SLICING I7).</summary>
    [Id(1), Key(9)]
    public required DataType DataType { get; init; }

    /// <summary>Whether the last axis of <see cref="Shape"/> holds colour samples.</summary>
    [Id(2), Key(10)]
    public bool Rgb { get; init; }

    /// <summary>The resolution level it was cut from; 0 is the finest.</summary>
    [Id(3), Key(11)]
    public int Level { get; init; }

    /// <summary>Pixel index to world coordinates, both on the displayed axes, in displayed order (SLICING T12).</summary>
    [Id(4), Key(12)]
    public required AffineTransform SliceToWorld { get; init; }

    /// <summary>Whether a finer slice of the same revision will follow.</summary>
    [Id(5), Key(13)]
    public bool IsPreview { get; init; }

    /// <summary>
    /// Which level each part is from, where a deadline cut slicing short; null where all of it is from <see cref="Level"/>.
    /// </summary>
    [Id(6), Key(14)]
    public LevelMap? Parts { get; init; }
}
