using System.Collections.Immutable;
using System.Globalization;

namespace Lamella.Engine.Arrays.Formats.Tiff;

/// <summary>Finds the image of a file that tifffile wrote with the array's shape.</summary>
internal static class ShapedSeries
{
    /// <summary>Makes a series of the pages; null where the shape does not go with them.</summary>
    /// <param name="description">What tifffile says.</param>
    /// <param name="pages">The file's pages; at least one.</param>
    public static TiffSeries? TryMake(ShapedDescription description, ImmutableArray<TiffPage> pages)
    {
        var layout = pages[0].Layout;
        ImmutableArray<long> plane = layout.HasSampleAxis ? [layout.Height, layout.Width, layout.Samples]
            : layout.Samples > 1 ? [layout.Samples, layout.Height, layout.Width]
            : [layout.Height, layout.Width];
        var shape = description.Shape;
        if (shape.Length < plane.Length || !shape.AsSpan()[^plane.Length..].SequenceEqual(plane.AsSpan()))
        {
            return null;
        }

        var axes = new List<TiffPageAxis>();
        var unnamed = shape.Take(shape.Length - plane.Length).Count(static extent => extent > 1);
        Int128 count = 1;
        for (var axis = 0; axis < shape.Length - plane.Length; axis++)
        {
            count *= shape[axis];
            if (shape[axis] > 1)
            {
                axes.Add(new TiffPageAxis(AxisNames.Axis(Name(description.Axes, axis, axes.Count, unnamed)), shape[axis], 1));
            }
        }

        var isContiguous = count > 1 && pages.Length == 1;
        if (!isContiguous && (count > pages.Length || pages.Take((int)count).Any(page => page.Layout != layout)))
        {
            return null;
        }

        return new TiffSeries
        {
            Format = "TIFF (tifffile)",
            PageAxes = [.. axes],
            Pages = isContiguous ? [pages[0]] : [.. pages.Take((int)count)],
            IsContiguous = isContiguous,
        };
    }

    private static string Name(string? axes, int axis, int index, int unnamed) => axes is not null && char.IsAsciiLetter(axes[axis])
        ? char.ToLowerInvariant(axes[axis]).ToString()
        : unnamed == 1 ? "q" : string.Create(CultureInfo.InvariantCulture, $"q{index}");
}
