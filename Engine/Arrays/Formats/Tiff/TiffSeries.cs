using System.Collections.Immutable;
using Lamella.Contracts.Arrays;

namespace Lamella.Engine.Arrays.Formats.Tiff;

/// <summary>Pages that make up one image, and what the file says about it.</summary>
internal sealed record TiffSeries
{
    /// <summary>What the format says about itself.</summary>
    public required string Format { get; init; }

    /// <summary>The axes along which pages lie, slowest first.</summary>
    public required ImmutableArray<TiffPageAxis> PageAxes { get; init; }

    /// <summary>The pages in C order; null where one is absent.</summary>
    public required ImmutableArray<TiffPage?> Pages { get; init; }

    /// <summary>The rows and the columns.</summary>
    public TiffPageAxis Y { get; init; } = new(AxisNames.Axis("y"), 0, 1);

    /// <inheritdoc cref="Y"/>
    public TiffPageAxis X { get; init; } = new(AxisNames.Axis("x"), 0, 1);

    /// <summary>Whether only the first page has a directory, and the others' pixels follow its own without gaps.</summary>
    public bool IsContiguous { get; init; }

    /// <summary>Reduced images of the first page that stand beside it in the file, rather than beneath it; finest first.</summary>
    public ImmutableArray<TiffPage> Reduced { get; init; } = [];

    /// <summary>What is said of channels.</summary>
    public ImmutableArray<ImageChannel> Channels { get; init; } = [];

    /// <summary>What was odd.</summary>
    public ImmutableArray<string> Warnings { get; init; } = [];

    /// <summary>A page that has what all have in common.</summary>
    public TiffPage First => Pages.First(static page => page is not null)!;
}
