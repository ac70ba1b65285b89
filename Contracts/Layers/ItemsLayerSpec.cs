using MessagePack;

namespace Lamella.Contracts.Layers;

/// <summary>
/// A layer of items that are read whole: points, vectors, shapes, tracks, a surface. Colours and widths are part of its
/// slices, so that changing them asks for a new one.
/// </summary>
[GenerateSerializer, Immutable]
[Alias("lamella.items-layer-spec")]
public abstract record ItemsLayerSpec : LayerSpec
{
    /// <summary>Which columns of the source mean what; null finds them by name.</summary>
    [Id(0), Key(7)]
    public LayerColumns? Columns { get; init; }

    /// <inheritdoc/>
    public override bool IsSlicedAlike(LayerSpec other) =>
        base.IsSlicedAlike(other)
        && Equals(this with { Name = other.Name, Visible = other.Visible, Opacity = other.Opacity, Blending = other.Blending }, other);
}
