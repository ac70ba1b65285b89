using MessagePack;

namespace Lamella.Contracts.Arrays;

/// <summary>One axis of an image, by OME-NGFF's <c>axes</c> metadata (0.4, section "axes").</summary>
/// <param name="Name">Such as <c>t</c>, <c>c</c>, <c>z</c>, <c>y</c>, <c>x</c>.</param>
/// <param name="Type"><c>space</c>, <c>time</c>, <c>channel</c>, or null where unknown.</param>
/// <param name="Unit">UDUNITS-2 name such as <c>micrometer</c>, or null where unknown.</param>
[GenerateSerializer, Immutable, MessagePackObject]
[Alias("lamella.image-axis")]
public sealed record ImageAxis(
    [property: Id(0), Key(0)] string Name,
    [property: Id(1), Key(1)] string? Type,
    [property: Id(2), Key(2)] string? Unit);
