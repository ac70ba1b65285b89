using Lamella.Contracts.Arrays;

namespace Lamella.Engine.Arrays.Formats.Tiff;

/// <summary>
/// Cuts a page into chunks: a tile each, or so many rows. Many small strips make one chunk; uncompressed strips that are
/// too large are cut.
/// </summary>
internal static class TiffChunkGrid
{
    /// <summary>Bytes of a chunk that is worth a read of its own.</summary>
    private const long TargetBytes = 1 << 20;

    /// <summary>Rows of a chunk of a page in strips.</summary>
    /// <param name="layout">The page's layout; in strips.</param>
    public static int RowsOf(TiffLayout layout)
    {
        var rowBytes = (long)layout.Width * layout.Samples * layout.DataType.ItemSize();
        var wanted = Math.Max(1, TargetBytes / rowBytes);
        if (layout.SegmentHeight <= wanted)
        {
            var strips = wanted / layout.SegmentHeight;
            return (int)Math.Min(layout.Height, strips * layout.SegmentHeight);
        }

        return layout.Compression == TiffCompression.None ? CutStrip(layout, wanted) : layout.SegmentHeight;
    }

    /// <summary>Rows that cut a strip into equal parts, so that no chunk lies across two strips.</summary>
    private static int CutStrip(TiffLayout layout, long wanted)
    {
        var height = layout.SegmentHeight;
        if (height == layout.Height)
        {
            return (int)wanted;
        }

        for (var parts = (height + wanted - 1) / wanted; parts <= Math.Min(height, 4 * ((height / wanted) + 1)); parts++)
        {
            if (height % parts == 0)
            {
                return (int)(height / parts);
            }
        }

        return height;
    }
}
