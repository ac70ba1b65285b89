using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Lamella.Contracts.Errors;

namespace Lamella.Engine.Arrays.Formats.Tiff;

/// <summary>Finds the pages of an image that OME-XML describes.</summary>
/// <param name="path">The file, for errors.</param>
/// <param name="fileName">The file's name, by which multi-file images refer to it.</param>
/// <param name="uuid">The file's identifier, likewise.</param>
/// <param name="pages">The file's pages.</param>
internal sealed class OmeSeries(string path, string fileName, string? uuid, ImmutableArray<TiffPage> pages)
{
    /// <summary>Most planes of an image; as many as there may be pages.</summary>
    private const int MaxPlanes = 1 << 18;

    /// <summary>Makes a series of an image.</summary>
    /// <param name="image">The image.</param>
    /// <exception cref="LamellaException">
    /// <see cref="LamellaErrorCode.InvalidMetadata"/>: planes and pages do not go together; <see cref="LamellaErrorCode.Unsupported"/>:
    /// planes lie in other files; <see cref="LamellaErrorCode.LimitExceeded"/>: too many planes.
    /// </exception>
    public TiffSeries Make(OmeImage image)
    {
        var samples = FirstPage(image).Layout.Samples;
        var channels = image.Sizes['C'] % samples == 0 ? image.Sizes['C'] / samples : image.Sizes['C'];
        var axes = image.DimensionOrder[2..].Reverse()
            .Select(letter => Axis(image, letter, letter == 'C' ? channels : image.Sizes[letter]))
            .ToImmutableArray();
        var count = axes.Aggregate((Int128)1, static (product, axis) => product * axis.Extent);
        if (count > MaxPlanes)
        {
            throw new LamellaException(
                LamellaErrorCode.LimitExceeded, $"{path}: OME-XML describes {count} planes, at most {MaxPlanes} are read.", path, $"at most {MaxPlanes}", $"{count}");
        }

        var planes = Place(image, axes, (int)count);
        Check(image, planes);
        var absent = planes.Count(static plane => plane is null);
        return new TiffSeries
        {
            Format = "OME-TIFF",
            PageAxes = [.. axes.Where(static axis => axis.Extent > 1)],
            Pages = planes,
            Y = Axis(image, 'Y', image.Sizes['Y']),
            X = Axis(image, 'X', image.Sizes['X']),
            Channels = image.Channels,
            Warnings = absent > 0 ? [$"{absent} of {count} planes have no page; they are shown as zeros."] : [],
        };
    }

    private TiffPage FirstPage(OmeImage image)
    {
        var first = image.Blocks.Where(IsHere).Select(static block => block.FirstPage).FirstOrDefault();
        return first < pages.Length ? pages[first] : throw NoPage(first);
    }

    private ImmutableArray<TiffPage?> Place(OmeImage image, ImmutableArray<TiffPageAxis> axes, int count)
    {
        var planes = new TiffPage?[count];
        foreach (var block in image.Blocks.IsEmpty ? [new OmeTiffData(0, 0, 0, 0, null, null, null)] : image.Blocks)
        {
            if (!IsHere(block))
            {
                throw new LamellaException(
                    LamellaErrorCode.Unsupported,
                    $"{path}: its OME-XML places planes in another file ({OneLine.Of(block.FileName ?? block.Uuid!)}); images in several files are not supported.",
                    path);
            }

            var start = Position(block, axes);
            var blockCount = block.Count ?? count - start;
            for (var index = 0; index < blockCount; index++)
            {
                var (plane, page) = (start + index, block.FirstPage + (long)index);
                planes[plane < count ? plane : throw NoPlane(plane, count)] = page < pages.Length ? pages[(int)page] : throw NoPage(page);
            }
        }

        return ImmutableCollectionsMarshal.AsImmutableArray(planes);
    }

    private int Position(OmeTiffData block, ImmutableArray<TiffPageAxis> axes)
    {
        long position = 0;
        foreach (var axis in axes)
        {
            var index = axis.Axis.Name switch
            {
                "z" => block.FirstZ,
                "c" => block.FirstC,
                _ => block.FirstT,
            };
            position = index < axis.Extent ? (position * axis.Extent) + index : throw NoPlane(index, axis.Extent);
        }

        return (int)position;
    }

    private void Check(OmeImage image, ImmutableArray<TiffPage?> planes)
    {
        var layout = (planes.FirstOrDefault(static plane => plane is not null) ?? throw NoPage(0)).Layout;
        if (layout.Width != image.Sizes['X'] || layout.Height != image.Sizes['Y'])
        {
            throw Invalid(
                $"OME-XML has planes of {image.Sizes['X']} × {image.Sizes['Y']} pixels, their first page has {layout.Width} × {layout.Height}",
                $"{image.Sizes['X']} × {image.Sizes['Y']}",
                $"{layout.Width} × {layout.Height}");
        }

        if (planes.FirstOrDefault(plane => plane is not null && plane.Layout != layout) is { } other)
        {
            throw Invalid($"{other.Directory.Name} has pixels of another size, type or compression than the image's first page");
        }
    }

    private bool IsHere(OmeTiffData block) =>
        block.Uuid is null || block.Uuid == uuid || block.FileName is null || block.FileName == fileName;

    private static TiffPageAxis Axis(OmeImage image, char letter, int extent)
    {
        var (step, unit) = image.Scales.TryGetValue(letter, out var scale) ? scale : (1, null);
        return new TiffPageAxis(AxisNames.Axis(char.ToLowerInvariant(letter).ToString(), unit), extent, step);
    }

    private LamellaException NoPage(long page) =>
        Invalid($"OME-XML refers to page {page}, but the file has {pages.Length} pages", $"below {pages.Length}", $"{page}");

    private LamellaException NoPlane(long plane, long count) =>
        Invalid($"OME-XML refers to plane {plane}, but there are {count}", $"below {count}", $"{plane}");

    private LamellaException Invalid(string what, string? expected = null, string? got = null) =>
        new(LamellaErrorCode.InvalidMetadata, $"{path}: {what}.", path, expected, got);
}
