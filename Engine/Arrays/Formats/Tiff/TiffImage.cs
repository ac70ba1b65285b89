using System.Collections.Immutable;
using System.Globalization;
using Lamella.Contracts.Errors;
using Lamella.Contracts.Geometry;
using Lamella.Engine.Arrays.Formats.Flat;

namespace Lamella.Engine.Arrays.Formats.Tiff;

/// <summary>Makes an image of a series: arrays of its levels, axes, transforms.</summary>
/// <param name="source">The file.</param>
/// <param name="directories">Reads the directories of reduced images.</param>
internal sealed class TiffImage(ImageSource source, TiffDirectoryReader directories)
{
    /// <summary>Opens a series.</summary>
    /// <param name="series">Which.</param>
    /// <param name="index">Its number in the file.</param>
    /// <param name="cancellationToken">Aborts the reads.</param>
    /// <exception cref="LamellaException">
    /// <see cref="LamellaErrorCode.Unsupported"/>, <see cref="LamellaErrorCode.LimitExceeded"/>, <see cref="LamellaErrorCode.InvalidMetadata"/>.
    /// </exception>
    public async ValueTask<OpenedImage> OpenAsync(TiffSeries series, int index, CancellationToken cancellationToken)
    {
        var layout = series.First.Layout;
        var identity = string.Create(CultureInfo.InvariantCulture, $"{FlatImage.Identity(source)}/{index}");
        ImmutableArray<long> pageShape = [.. series.PageAxes.Select(static axis => axis.Extent)];
        var warnings = series.Warnings.ToBuilder();
        AddWarnings(warnings, layout);
        var axes = Axes(series, layout);
        var levels = ImmutableArray.CreateBuilder<IChunkedArray>();
        var transforms = ImmutableArray.CreateBuilder<AffineTransform>();
        levels.Add(series.IsContiguous
            ? await OpenContiguousAsync(series, [.. axes.Select(static axis => axis.Extent)], identity, cancellationToken).ConfigureAwait(false)
            : new TiffArray(source, layout, pageShape, series.Pages, identity, series.Format));
        transforms.Add(Transform(axes, layout, layout));
        foreach (var pages in await FindLevelsAsync(series, warnings, cancellationToken).ConfigureAwait(false))
        {
            var level = pages.First(static page => page is not null)!.Layout;
            var name = string.Create(CultureInfo.InvariantCulture, $"{identity}/{levels.Count}");
            levels.Add(new TiffArray(source, level, pageShape, pages, name, series.Format));
            transforms.Add(Transform(axes, layout, level));
        }

        return new OpenedImage
        {
            Uri = source.Uri,
            Levels = levels.ToImmutable(),
            Axes = [.. axes.Select(static axis => axis.Axis)],
            LevelTransforms = transforms.ToImmutable(),
            Channels = series.Channels,
            IsRgb = layout.IsRgb,
            Format = series.Format,
            Warnings = warnings.ToImmutable(),
        };
    }

    private static ImmutableArray<TiffPageAxis> Axes(TiffSeries series, TiffLayout layout)
    {
        var axes = series.PageAxes.ToBuilder();
        var isNamed = axes.Any(static axis => axis.Axis.Name == "c");
        if (layout is { Samples: > 1, HasSampleAxis: false })
        {
            axes.Add(new TiffPageAxis(AxisNames.Axis(isNamed ? "s" : "c"), layout.Samples, 1));
        }

        axes.Add(series.Y with { Extent = layout.Height });
        axes.Add(series.X with { Extent = layout.Width });
        if (layout.HasSampleAxis)
        {
            axes.Add(new TiffPageAxis(AxisNames.Axis("s"), layout.Samples, 1));
        }

        return axes.ToImmutable();
    }

    private static void AddWarnings(ImmutableArray<string>.Builder warnings, TiffLayout layout)
    {
        switch (layout.Photometric)
        {
            case 0:
                warnings.Add("WhiteIsZero: small values are bright; they are given as stored.");
                break;
            case 3:
                warnings.Add("Palette colours: the values are indices; the palette is not applied.");
                break;
        }
    }

    private async ValueTask<IChunkedArray> OpenContiguousAsync(
        TiffSeries series, ImmutableArray<long> shape, string identity, CancellationToken cancellationToken)
    {
        var page = series.First;
        var layout = page.Layout;
        if (layout.Compression != TiffCompression.None || layout.Predictor != 1 || layout.IsTiled || layout.IsPlanar || layout.Objection is not null)
        {
            throw page.Directory.Invalid(
                $"pages are said to follow each other without directories, which {layout.Compression} pixels of this layout cannot");
        }

        var offset = page.Offsets.Number >= 0
            ? page.Offsets.Number
            : (await page.Directory.GetNumbersAsync(page.Offsets with { Count = 1 }, cancellationToken).ConfigureAwait(false))[0];
        var flat = new FlatLayout(shape, layout.DataType, offset, IsBigEndian: layout.IsBigEndian);
        FlatImage.Check(source, flat, source.Length);
        return new FlatArray(flat, FlatImage.OpenSource(source), identity, series.Format);
    }

    /// <summary>The reduced images: beneath the pages, or beside them.</summary>
    private async ValueTask<List<ImmutableArray<TiffPage?>>> FindLevelsAsync(
        TiffSeries series, ImmutableArray<string>.Builder warnings, CancellationToken cancellationToken)
    {
        List<ImmutableArray<TiffPage?>> levels = [.. series.Reduced.Select(static page => ImmutableArray.Create<TiffPage?>(page))];
        for (var level = 0; level < series.First.SubIfds.Length; level++)
        {
            var pages = ImmutableArray.CreateBuilder<TiffPage?>(series.Pages.Length);
            foreach (var page in series.Pages)
            {
                pages.Add(page is null ? null : await ReadReducedAsync(page, level, cancellationToken).ConfigureAwait(false));
            }

            if (Objection(series, levels, pages) is { } objection)
            {
                warnings.Add($"Reduced image {level + 1} is left out: {objection}.");
                continue;
            }

            levels.Add(pages.ToImmutable());
        }

        return levels;
    }

    private async ValueTask<TiffPage> ReadReducedAsync(TiffPage page, int level, CancellationToken cancellationToken) =>
        level < page.SubIfds.Length
            ? await TiffPageReader.ReadAsync(
                await directories.ReadAsync(page.SubIfds[level], cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false)
            : throw page.Directory.Invalid($"there are {page.SubIfds.Length} reduced images, the image's first page has more");

    private static string? Objection(TiffSeries series, List<ImmutableArray<TiffPage?>> levels, ImmutableArray<TiffPage?>.Builder pages)
    {
        var full = series.First.Layout;
        var finer = levels.Count == 0 ? full : levels[^1].First(static page => page is not null)!.Layout;
        var level = pages.First(static page => page is not null)!.Layout;
        return level.DataType != full.DataType || level.Samples != full.Samples || level.HasSampleAxis != full.HasSampleAxis ? "its pixels are of another type"
            : level.Objection is not null ? $"{level.Objection} is not supported"
            : level.Width > finer.Width || level.Height > finer.Height || (level.Width, level.Height) == (finer.Width, finer.Height) ? "it is not smaller"
            : pages.Any(page => page is not null && page.Layout != level) ? "its pages differ"
            : null;
    }

    private static AffineTransform Transform(ImmutableArray<TiffPageAxis> axes, TiffLayout full, TiffLayout level)
    {
        var scale = new double[axes.Length];
        var rows = axes.Length - (full.HasSampleAxis ? 3 : 2);
        for (var axis = 0; axis < scale.Length; axis++)
        {
            var factor = axis == rows ? Factor(full.Height, level.Height) : axis == rows + 1 ? Factor(full.Width, level.Width) : 1;
            scale[axis] = axes[axis].Scale * factor;
        }

        return AffineTransform.FromScaleTranslate(scale, new double[scale.Length]);
    }

    /// <summary>The whole factor by which a writer reduced, where there is one that gives the size, rounded up or down.</summary>
    private static double Factor(int full, int level)
    {
        var whole = Math.Round((double)full / level);
        return (long)(full / whole) == level || (long)Math.Ceiling(full / whole) == level ? whole : (double)full / level;
    }
}
