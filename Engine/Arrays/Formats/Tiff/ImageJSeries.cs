using System.Collections.Immutable;

namespace Lamella.Engine.Arrays.Formats.Tiff;

/// <summary>Finds the image of a file that ImageJ or Fiji wrote.</summary>
internal static class ImageJSeries
{
    /// <summary>Makes a series of the pages; null where the description does not go with them.</summary>
    /// <param name="description">What ImageJ says.</param>
    /// <param name="pages">The file's pages; at least one.</param>
    /// <param name="cancellationToken">Aborts the reads.</param>
    public static async ValueTask<TiffSeries?> TryMakeAsync(
        ImageJDescription description, ImmutableArray<TiffPage> pages, CancellationToken cancellationToken)
    {
        var axes = description.Axes;
        if (axes.Aggregate((Int128)1, static (product, axis) => product * axis.Extent) != description.Images)
        {
            axes = description.Images > 1 ? [new TiffPageAxis(AxisNames.Axis("q"), description.Images, 1)] : [];
        }

        // Stacks beyond 4 GB have one directory: their planes follow each other.
        var isContiguous = description.Images > 1 && pages.Length == 1;
        if (!isContiguous && (description.Images > pages.Length || !AreAlike(pages, (int)description.Images)))
        {
            return null;
        }

        var first = pages[0];
        var unit = description.Unit;
        return new TiffSeries
        {
            Format = $"ImageJ TIFF ({description.Version})",
            PageAxes = axes,
            Pages = isContiguous ? [first] : [.. pages.Take((int)description.Images)],
            Y = new TiffPageAxis(AxisNames.Axis("y", unit), first.Layout.Height, await ScaleAsync(TiffTag.YResolution).ConfigureAwait(false)),
            X = new TiffPageAxis(AxisNames.Axis("x", unit), first.Layout.Width, await ScaleAsync(TiffTag.XResolution).ConfigureAwait(false)),
            IsContiguous = isContiguous,
            Channels = description.Display is { } display && axes.All(static axis => axis.Axis.Name != "c") && !first.Layout.IsRgb ? [display] : [],
            Warnings = pages.Length > Math.Max(1, description.Images) ? [$"{pages.Length} pages, of which ImageJ names {description.Images}."] : [],
        };

        // Resolutions are pixels per unit.
        async ValueTask<double> ScaleAsync(TiffTag tag) =>
            unit is not null && await first.Directory.GetRationalAsync(tag, cancellationToken).ConfigureAwait(false) is { } resolution ? 1 / resolution : 1;
    }

    private static bool AreAlike(ImmutableArray<TiffPage> pages, int count) =>
        pages.Take(count).All(page => page.Layout == pages[0].Layout);
}
