using Lamella.Contracts.Slicing;
using MessagePack;

namespace Lamella.Contracts.Layers;

/// <summary>A layer of scalar or RGB(A) pixels.</summary>
[GenerateSerializer, Immutable, MessagePackObject]
[Alias("lamella.image-layer-spec")]
public sealed record ImageLayerSpec : LayerSpec
{
    /// <summary>How planes within the margins of <c>Dims</c> become one (SLICING I2, I7).</summary>
    /// <value>Default: mean, which is 'none' where there are no margins.</value>
    [Id(0), Key(7)]
    public ProjectionMode ProjectionMode { get; init; } = ProjectionMode.Mean;

    /// <summary>What is drawn black and white; null takes the source's metadata, else the first slice's range.</summary>
    [Id(1), Key(8)]
    public ContrastLimits? ContrastLimits { get; init; }

    /// <summary>Exponent applied to the normalised value, &gt; 0.</summary>
    /// <value>Default: 1.</value>
    [Id(2), Key(9)]
    public double Gamma { get; init; } = 1;

    /// <summary>Name of a colormap, or <c>#rrggbb</c> for black to that colour.</summary>
    /// <value>Default: gray.</value>
    [Id(3), Key(10)]
    public string Colormap { get; init; } = "gray";

    /// <summary>The resolution level to slice whatever the field of view (SLICING M6); null chooses by the view.</summary>
    [Id(4), Key(11)]
    public int? LockedLevel { get; init; }

    /// <inheritdoc/>
    public override bool IsSlicedAlike(LayerSpec other) =>
        base.IsSlicedAlike(other) && other is ImageLayerSpec image
        && ProjectionMode == image.ProjectionMode && LockedLevel == image.LockedLevel;
}
