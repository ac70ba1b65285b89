using System.Collections.Immutable;
using MessagePack;

namespace Lamella.Contracts.Layers;

/// <summary>
/// How items get their colour: all the same, or each by one of its features. Numbers go through a colormap, text through a
/// cycle of colours in the order of first appearance.
/// </summary>
[GenerateSerializer, Immutable, MessagePackObject]
[Alias("lamella.item-color")]
public sealed record ItemColor
{
    /// <summary>The colour of all, or of items whose feature is NaN: <c>#rrggbb</c>, <c>#rrggbbaa</c>, or a name such as <c>white</c>.</summary>
    /// <value>Default: white.</value>
    [Id(0), Key(0)]
    public string Color { get; init; } = "white";

    /// <summary>The feature that decides.</summary>
    /// <value>Default: none.</value>
    [Id(1), Key(1)]
    public string? Feature { get; init; }

    /// <summary>The colormap for a feature of numbers.</summary>
    /// <value>Default: viridis.</value>
    [Id(2), Key(2)]
    public string Colormap { get; init; } = "viridis";

    /// <summary>The numbers at the colormap's ends; null takes the feature's lowest and highest.</summary>
    [Id(3), Key(3)]
    public ContrastLimits? ContrastLimits { get; init; }

    /// <summary>The colours for a feature of text, used in turn; also for numbers, where given.</summary>
    /// <value>Default: the ten of matplotlib's tab10.</value>
    [Id(4), Key(4)]
    public ImmutableArray<string> Cycle { get; init; } = [];

    /// <summary>Whether both give the same colours.</summary>
    /// <param name="other">The other.</param>
    public bool Equals(ItemColor? other) =>
        other is not null && Color == other.Color && Feature == other.Feature && Colormap == other.Colormap
        && ContrastLimits == other.ContrastLimits && Cycle.AsSpan().SequenceEqual(other.Cycle.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Color, Feature, Colormap, ContrastLimits);
}
