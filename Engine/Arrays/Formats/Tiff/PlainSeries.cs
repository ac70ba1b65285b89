using System.Collections.Immutable;

namespace Lamella.Engine.Arrays.Formats.Tiff;

/// <summary>Finds the images of a file that says nothing of them: pages that are alike are one image.</summary>
internal static class PlainSeries
{
    /// <summary>Groups the pages; each group is a series, in the order of their first pages.</summary>
    /// <param name="pages">The file's pages.</param>
    public static ImmutableArray<TiffSeries> Make(ImmutableArray<TiffPage> pages)
    {
        var reduced = pages.Where(static page => page.IsReduced && !page.IsMask).ToList();
        var full = pages.Where(static page => !page.IsReduced && !page.IsMask).ToList();
        if (full.Count == 0)
        {
            return [.. pages.Select(static page => Series([page], []))];
        }

        var groups = full.GroupBy(static page => page.Layout).Select(static group => group.ToImmutableArray()).ToList();
        var levels = groups[0].Length == 1 ? TakeLevels(groups[0][0], reduced) : [];
        return
        [
            .. groups.Select((group, index) => Series(group, index == 0 ? levels : [])),
            .. reduced.Except(levels).Select(static page => Series([page], [])),
        ];
    }

    private static ImmutableArray<TiffPage> TakeLevels(TiffPage page, List<TiffPage> reduced) =>
    [
        .. reduced
            .Where(level => level.Layout.DataType == page.Layout.DataType && level.Layout.Samples == page.Layout.Samples
                && level.Layout.HasSampleAxis == page.Layout.HasSampleAxis && level.Layout.Objection is null
                && level.Layout.Width < page.Layout.Width && level.Layout.Height < page.Layout.Height)
            .OrderByDescending(static level => level.Layout.Width),
    ];

    private static TiffSeries Series(ImmutableArray<TiffPage> pages, ImmutableArray<TiffPage> levels) => new()
    {
        Format = "TIFF",
        PageAxes = pages.Length > 1 ? [new TiffPageAxis(AxisNames.Axis("q"), pages.Length, 1)] : [],
        Pages = [.. pages],
        Reduced = levels,
    };
}
