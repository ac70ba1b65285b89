using MessagePack;

namespace Lamella.Contracts.Arrays;

/// <summary>How one channel of an image wishes to be shown, by OME-NGFF's transitional <c>omero</c> metadata.</summary>
/// <param name="Label">The channel's name, or null.</param>
/// <param name="Color">RGB, 0xRRGGBB, or null where none is given.</param>
/// <param name="WindowStart">Lower contrast limit, in data values, or null.</param>
/// <param name="WindowEnd">Upper contrast limit, in data values, or null.</param>
/// <param name="Active">Whether it is shown at first.</param>
[GenerateSerializer, Immutable, MessagePackObject]
[Alias("lamella.image-channel")]
public sealed record ImageChannel(
    [property: Id(0), Key(0)] string? Label,
    [property: Id(1), Key(1)] int? Color,
    [property: Id(2), Key(2)] double? WindowStart,
    [property: Id(3), Key(3)] double? WindowEnd,
    [property: Id(4), Key(4)] bool Active);
