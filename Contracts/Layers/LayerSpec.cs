using Lamella.Contracts.Geometry;
using MessagePack;

namespace Lamella.Contracts.Layers;

/// <summary>
/// What a user says of a layer: its source, where it lies in the world and how it is shown. Immutable; a change is a new
/// spec of the same <see cref="Id"/>.
/// </summary>
[GenerateSerializer, Immutable]
[Alias("lamella.layer-spec")]
[Union(0, typeof(ImageLayerSpec))]
[Union(1, typeof(LabelsLayerSpec))]
[Union(2, typeof(PointsLayerSpec))]
[Union(3, typeof(VectorsLayerSpec))]
[Union(4, typeof(SurfaceLayerSpec))]
[Union(5, typeof(ShapesLayerSpec))]
[Union(6, typeof(TracksLayerSpec))]
public abstract record LayerSpec
{
    /// <summary>Names the layer within its viewer.</summary>
    [Id(0), Key(0)]
    public required LayerId Id { get; init; }

    /// <summary>What a user calls it; need not be unique.</summary>
    [Id(1), Key(1)]
    public required string Name { get; init; }

    /// <summary>Where its data come from.</summary>
    [Id(2), Key(2)]
    public required LayerSource Source { get; init; }

    /// <summary>Data to world coordinates; null takes what the source's metadata say.</summary>
    [Id(3), Key(3)]
    public LayerTransform? Transform { get; init; }

    /// <summary>Whether it is shown. A hidden layer is not sliced.</summary>
    /// <value>Default: true.</value>
    [Id(4), Key(4)]
    public bool Visible { get; init; } = true;

    /// <summary>0 (transparent) … 1.</summary>
    /// <value>Default: 1.</value>
    [Id(5), Key(5)]
    public double Opacity { get; init; } = 1;

    /// <summary>How it is drawn over the layers below.</summary>
    /// <value>Default: translucent without depth, napari's for images.</value>
    [Id(6), Key(6)]
    public Blending Blending { get; init; } = Blending.TranslucentNoDepth;

    /// <summary>Whether changing to another spec of the same layer asks for a new slice, or only for drawing anew.</summary>
    /// <param name="other">The spec that takes this one's place.</param>
    public virtual bool IsSlicedAlike(LayerSpec other) =>
        GetType() == other.GetType() && Source == other.Source && Equals(Transform, other.Transform);
}
