using MessagePack;

namespace Lamella.Contracts.Layers;

/// <summary>The colour of one label.</summary>
/// <param name="Label">The label's number.</param>
/// <param name="Color"><c>#rrggbb</c>, <c>#rrggbbaa</c>, or a name such as <c>orange</c>.</param>
[GenerateSerializer, Immutable, MessagePackObject]
[Alias("lamella.label-color")]
public sealed record LabelColor(
    [property: Id(0), Key(0)] long Label,
    [property: Id(1), Key(1)] string Color);
