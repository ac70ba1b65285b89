using Lamella.Contracts.Slicing;
using MessagePack;

namespace Lamella.Contracts.Layers;

/// <summary>A layer of points.</summary>
[GenerateSerializer, Immutable, MessagePackObject]
[Alias("lamella.points-layer-spec")]
public sealed record PointsLayerSpec : ItemsLayerSpec
{
    /// <summary>Which points of a thick slice are shown, and how large (SLICING P2, P4–P6).</summary>
    /// <value>Default: all.</value>
    [Id(0), Key(8)]
    public PointsProjectionMode ProjectionMode { get; init; } = PointsProjectionMode.All;

    /// <summary>Whether points that reach into the slice from outside are shown too, smaller the further away they are (P7).</summary>
    /// <value>Default: false.</value>
    [Id(1), Key(9)]
    public bool OutOfSliceDisplay { get; init; }

    /// <summary>Diameter of points for which the source tells none, data units.</summary>
    /// <value>Default: 10.</value>
    [Id(2), Key(10)]
    public double Size { get; init; } = 10;

    /// <summary>The colour of faces.</summary>
    /// <value>Default: white.</value>
    [Id(3), Key(11)]
    public ItemColor FaceColor { get; init; } = new();

    /// <summary>The colour of borders.</summary>
    /// <value>Default: dimgray.</value>
    [Id(4), Key(12)]
    public ItemColor BorderColor { get; init; } = new() { Color = "dimgray" };

    /// <summary>Width of borders, as a part of each point's size, or data units.</summary>
    /// <value>Default: 0.05.</value>
    [Id(5), Key(13)]
    public double BorderWidth { get; init; } = 0.05;

    /// <summary>Whether <see cref="BorderWidth"/> is a part of each point's size.</summary>
    /// <value>Default: true.</value>
    [Id(6), Key(14)]
    public bool BorderWidthIsRelative { get; init; } = true;

    /// <summary>The symbol.</summary>
    /// <value>Default: disc.</value>
    [Id(7), Key(15)]
    public PointSymbol Symbol { get; init; }

    /// <summary>Text beside each point, with features in braces, such as <c>{gene}: {count:0.0}</c>; null for none.</summary>
    [Id(8), Key(16)]
    public string? Text { get; init; }
}
