using System.Collections.Immutable;
using MessagePack;

namespace Lamella.Contracts.Layers;

/// <summary>A layer of label numbers: every integer image can be one. Its slices are those of an image, never projected (SLICING I2).</summary>
[GenerateSerializer, Immutable, MessagePackObject]
[Alias("lamella.labels-layer-spec")]
public sealed record LabelsLayerSpec : LayerSpec
{
    /// <summary>napari's opacity of labels.</summary>
    public const double DefaultOpacity = 0.7;

    /// <summary>Makes a spec of napari's defaults.</summary>
    public LabelsLayerSpec() => Opacity = DefaultOpacity;

    /// <summary>The resolution level to slice whatever the field of view (SLICING M6); null chooses by the view.</summary>
    [Id(0), Key(7)]
    public int? LockedLevel { get; init; }

    /// <summary>Where the cycle of colours begins, 0 … 1: another seed gives other colours.</summary>
    /// <value>Default: 0.5.</value>
    [Id(1), Key(8)]
    public double Seed { get; init; } = 0.5;

    /// <summary>The colours of single labels; labels that are not among them are not drawn.</summary>
    /// <value>Default: none, and then every label but 0 has a colour of the cycle.</value>
    [Id(2), Key(9)]
    public ImmutableArray<LabelColor> Colors { get; init; } = [];

    /// <summary>The label that <see cref="ShowSelectedLabel"/> is about.</summary>
    /// <value>Default: 1.</value>
    [Id(3), Key(10)]
    public long SelectedLabel { get; init; } = 1;

    /// <summary>Whether the selected label alone is drawn.</summary>
    /// <value>Default: false.</value>
    [Id(4), Key(11)]
    public bool ShowSelectedLabel { get; init; }

    /// <summary>Width of the outlines that are drawn instead of areas, in pixels of the slice; 0 draws areas.</summary>
    /// <value>Default: 0.</value>
    [Id(5), Key(12)]
    public int Contour { get; init; }

    /// <inheritdoc/>
    public override bool IsSlicedAlike(LayerSpec other) =>
        base.IsSlicedAlike(other) && other is LabelsLayerSpec labels && LockedLevel == labels.LockedLevel;

    /// <summary>Whether both say the same.</summary>
    /// <param name="other">The other.</param>
    public bool Equals(LabelsLayerSpec? other) =>
        base.Equals(other) && other is not null && LockedLevel == other.LockedLevel && Seed.Equals(other.Seed)
        && Colors.AsSpan().SequenceEqual(other.Colors.AsSpan())
        && SelectedLabel == other.SelectedLabel && ShowSelectedLabel == other.ShowSelectedLabel && Contour == other.Contour;

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(base.GetHashCode(), Seed, SelectedLabel, Contour);
}
