using Lamella.Contracts.Slicing;
using MessagePack;

namespace Lamella.Contracts.Layers;

/// <summary>A layer of one mesh.</summary>
[GenerateSerializer, Immutable, MessagePackObject]
[Alias("lamella.surface-layer-spec")]
public sealed record SurfaceLayerSpec : ItemsLayerSpec
{
    /// <summary>Which vertices of a thick slice are shown (SLICING U1).</summary>
    /// <value>Default: all.</value>
    [Id(0), Key(8)]
    public SurfaceProjectionMode ProjectionMode { get; init; } = SurfaceProjectionMode.All;

    /// <summary>The values drawn with the colormap's ends; null takes the lowest and highest of the slice.</summary>
    [Id(1), Key(9)]
    public ContrastLimits? ContrastLimits { get; init; }

    /// <summary>Name of a colormap, or <c>#rrggbb</c> for black to that colour.</summary>
    /// <value>Default: gray.</value>
    [Id(2), Key(10)]
    public string Colormap { get; init; } = "gray";

    /// <summary>Exponent applied to the normalised value, &gt; 0.</summary>
    /// <value>Default: 1.</value>
    [Id(3), Key(11)]
    public double Gamma { get; init; } = 1;
}
