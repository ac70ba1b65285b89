using Lamella.Contracts.Slicing;
using MessagePack;

namespace Lamella.Contracts.Layers;

/// <summary>A layer of vectors.</summary>
[GenerateSerializer, Immutable, MessagePackObject]
[Alias("lamella.vectors-layer-spec")]
public sealed record VectorsLayerSpec : ItemsLayerSpec
{
    /// <summary>Which vectors of a thick slice are shown, and how opaque (SLICING V1).</summary>
    /// <value>Default: all.</value>
    [Id(0), Key(8)]
    public VectorsProjectionMode ProjectionMode { get; init; } = VectorsProjectionMode.All;

    /// <summary>Whether vectors that reach into the slice from outside are shown too, fainter the further away they are.</summary>
    /// <value>Default: false.</value>
    [Id(1), Key(9)]
    public bool OutOfSliceDisplay { get; init; }

    /// <summary>Factor on all directions.</summary>
    /// <value>Default: 1.</value>
    [Id(2), Key(10)]
    public double Length { get; init; } = 1;

    /// <summary>Width of the lines, data units.</summary>
    /// <value>Default: 1.</value>
    [Id(3), Key(11)]
    public double EdgeWidth { get; init; } = 1;

    /// <summary>The colour of the lines.</summary>
    /// <value>Default: red.</value>
    [Id(4), Key(12)]
    public ItemColor EdgeColor { get; init; } = new() { Color = "red" };

    /// <summary>What is drawn of each vector.</summary>
    /// <value>Default: line. napari's is triangle.</value>
    [Id(5), Key(13)]
    public VectorStyle VectorStyle { get; init; }
}
