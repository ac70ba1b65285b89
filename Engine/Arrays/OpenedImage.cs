using System.Collections.Immutable;
using Lamella.Contracts.Arrays;
using Lamella.Contracts.Geometry;

namespace Lamella.Engine.Arrays;

/// <summary>
/// An image as its format describes it: one array per resolution level and what is known of the axes. This is what
/// opening a URI gives, whatever the format.
/// </summary>
public sealed record OpenedImage
{
    /// <summary>The URI that was opened, with the path inside it.</summary>
    public required string Uri { get; init; }

    /// <summary>The resolution levels, finest first; at least one; all of one rank and data type.</summary>
    public required ImmutableArray<IChunkedArray> Levels { get; init; }

    /// <summary>The array's axes, slowest first, as many as the levels' rank.</summary>
    public required ImmutableArray<ImageAxis> Axes { get; init; }

    /// <summary>Per level, array index to physical coordinates (OME-NGFF coordinateTransformations, composed).</summary>
    public required ImmutableArray<AffineTransform> LevelTransforms { get; init; }

    /// <summary>What the metadata says of each channel (OMERO block); empty where nothing is said.</summary>
    public ImmutableArray<ImageChannel> Channels { get; init; } = [];

    /// <summary>Whether the elements are label numbers (an OME-NGFF label image).</summary>
    public bool IsLabels { get; init; }

    /// <summary>Whether the last axis holds the 3 or 4 samples of RGB(A).</summary>
    public bool IsRgb { get; init; }

    /// <summary>What the format says about itself, such as <c>OME-Zarr 0.4, Zarr v2</c>.</summary>
    public required string Format { get; init; }

    /// <summary>Paths under <see cref="Uri"/> that can be opened too: label images, series, wells.</summary>
    public ImmutableArray<string> Related { get; init; } = [];

    /// <summary>What was odd but not fatal, one line each.</summary>
    public ImmutableArray<string> Warnings { get; init; } = [];
}
