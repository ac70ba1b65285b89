using MessagePack;

namespace Lamella.Contracts.Layers;

/// <summary>A layer of shapes.</summary>
[GenerateSerializer, Immutable, MessagePackObject]
[Alias("lamella.shapes-layer-spec")]
public sealed record ShapesLayerSpec : ItemsLayerSpec
{
    /// <summary>Width of outlines, data units.</summary>
    /// <value>Default: 1.</value>
    [Id(0), Key(8)]
    public double EdgeWidth { get; init; } = 1;

    /// <summary>The colour of outlines.</summary>
    /// <value>Default: #777777.</value>
    [Id(1), Key(9)]
    public ItemColor EdgeColor { get; init; } = new() { Color = "#777777" };

    /// <summary>The colour of what is inside.</summary>
    /// <value>Default: white.</value>
    [Id(2), Key(10)]
    public ItemColor FaceColor { get; init; } = new();
}
