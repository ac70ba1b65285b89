using MessagePack;

namespace Lamella.Contracts.Layers;

/// <summary>The data values drawn with the first and the last colour of a colormap.</summary>
/// <param name="Start">Lower limit, in data values.</param>
/// <param name="End">Upper limit, in data values, above <paramref name="Start"/>.</param>
[GenerateSerializer, Immutable, MessagePackObject]
[Alias("lamella.contrast-limits")]
public readonly record struct ContrastLimits(
    [property: Id(0), Key(0)] double Start,
    [property: Id(1), Key(1)] double End);
