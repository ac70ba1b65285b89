using System.Collections.Immutable;
using Lamella.Contracts.Arrays;

namespace Lamella.Contracts.Layers;

/// <summary>What a source holds, as its format describes it, without reading any chunk. Axes are slowest first.</summary>
[GenerateSerializer, Immutable]
[Alias("lamella.image-info")]
public sealed record ImageInfo
{
    /// <summary>The URI that was opened, with the path inside it.</summary>
    [Id(0)]
    public required string Uri { get; init; }

    /// <summary>What the format says of itself, such as <c>OME-Zarr 0.4, Zarr v2</c>.</summary>
    [Id(1)]
    public required string Format { get; init; }

    /// <summary>Name, type and unit of each axis of the arrays.</summary>
    [Id(2)]
    public required ImmutableArray<ImageAxis> Axes { get; init; }

    /// <summary>The element type of all levels.</summary>
    [Id(3)]
    public required DataType DataType { get; init; }

    /// <summary>The resolution levels, finest first; at least one.</summary>
    [Id(4)]
    public required ImmutableArray<ImageLevelInfo> Levels { get; init; }

    /// <summary>What the metadata say of each channel; empty where nothing is said.</summary>
    [Id(5)]
    public ImmutableArray<ImageChannel> Channels { get; init; } = [];

    /// <summary>Whether the last axis holds 3 or 4 colour samples.</summary>
    [Id(6)]
    public bool IsRgb { get; init; }

    /// <summary>Whether the elements are label numbers.</summary>
    [Id(7)]
    public bool IsLabels { get; init; }

    /// <summary>Paths under <see cref="Uri"/> that can be opened too: label images, series, wells.</summary>
    [Id(8)]
    public ImmutableArray<string> Related { get; init; } = [];

    /// <summary>What was odd but not fatal, one line each.</summary>
    [Id(9)]
    public ImmutableArray<string> Warnings { get; init; } = [];
}
