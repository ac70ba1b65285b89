using System.Collections.Immutable;
using Lamella.Contracts.Arrays;
using Lamella.Contracts.Geometry;
using MessagePack;

namespace Lamella.Contracts.Layers;

/// <summary>What opening a layer's source told. Axes are slowest first; the samples of an RGB image are no axis.</summary>
[GenerateSerializer, Immutable, MessagePackObject]
[Alias("lamella.layer-info")]
public sealed record LayerInfo
{
    /// <summary>Number of axes that are sliced or displayed; an RGB image's samples and a picked channel axis do not count.</summary>
    [Id(0), Key(0)]
    public required int Ndim { get; init; }

    /// <summary>Elements along each axis, one shape a resolution level, finest first; RGB samples come last where <see cref="Rgb"/>.</summary>
    [Id(1), Key(1)]
    public required ImmutableArray<ImmutableArray<long>> LevelShapes { get; init; }

    /// <summary>The element type.</summary>
    [Id(2), Key(2)]
    public required DataType DataType { get; init; }

    /// <summary>Name, type and unit of each axis, <see cref="Ndim"/> entries.</summary>
    [Id(3), Key(3)]
    public required ImmutableArray<ImageAxis> Axes { get; init; }

    /// <summary>Whether the last axis of the shapes holds 3 or 4 colour samples.</summary>
    [Id(4), Key(4)]
    public required bool Rgb { get; init; }

    /// <summary>Index of level 0 to world coordinates, <see cref="Ndim"/> axes.</summary>
    [Id(5), Key(5)]
    public required AffineTransform DataToWorld { get; init; }

    /// <summary>How far the layer reaches in the world (SLICING T9), from which a viewer's ranges are made (T10).</summary>
    [Id(6), Key(6)]
    public required WorldExtent Extent { get; init; }

    /// <summary>What the source's metadata say of the channel that was picked, or of the only one; else null.</summary>
    [Id(7), Key(7)]
    public ImageChannel? Channel { get; init; }

    /// <summary>Whether the elements are label numbers.</summary>
    [Id(8), Key(8)]
    public bool IsLabels { get; init; }

    /// <summary>What was odd but not fatal, one line each.</summary>
    [Id(9), Key(9)]
    public ImmutableArray<string> Warnings { get; init; } = [];

    /// <summary>Whether both tell the same.</summary>
    /// <param name="other">The other.</param>
    public bool Equals(LayerInfo? other) =>
        other is not null && Ndim == other.Ndim && DataType == other.DataType && Rgb == other.Rgb && IsLabels == other.IsLabels
        && Equals(DataToWorld, other.DataToWorld) && Equals(Extent, other.Extent) && Equals(Channel, other.Channel)
        && Axes.AsSpan().SequenceEqual(other.Axes.AsSpan()) && Warnings.AsSpan().SequenceEqual(other.Warnings.AsSpan())
        && LevelShapes.Length == other.LevelShapes.Length
        && LevelShapes.Zip(other.LevelShapes).All(static pair => pair.First.AsSpan().SequenceEqual(pair.Second.AsSpan()));

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Ndim, DataType, Rgb, DataToWorld);
}
