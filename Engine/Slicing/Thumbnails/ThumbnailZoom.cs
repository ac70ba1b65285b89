using System.Collections.Immutable;

namespace Lamella.Engine.Slicing.Thumbnails;

/// <summary>Which pixels of a picture its thumbnail shows: nearest neighbours as scipy.ndimage.zoom picks them (SLICING TH2).</summary>
/// <param name="Zoom">Thumbnail pixels for one of the picture's, per axis.</param>
/// <param name="Rows">For each row of the thumbnail the row it shows.</param>
/// <param name="Columns">For each column of the thumbnail the column it shows.</param>
public sealed record ThumbnailZoom((double Rows, double Columns) Zoom, ImmutableArray<int> Rows, ImmutableArray<int> Columns)
{
    /// <summary>Fits a picture into a square.</summary>
    /// <param name="height">Rows of the picture, ≥ 1.</param>
    /// <param name="width">Columns of the picture, ≥ 1.</param>
    /// <param name="side">Pixels of the square's side.</param>
    public static ThumbnailZoom Fit(int height, int width, int side)
    {
        var zoom = Math.Min((double)side / height, (double)side / width);
        var rows = Math.Clamp(zoom * height, 1, side) / height;
        var columns = Math.Clamp(zoom * width, 1, side) / width;
        return new ThumbnailZoom((rows, columns), Pick(height, rows), Pick(width, columns));
    }

    private static ImmutableArray<int> Pick(int size, double zoom)
    {
        var count = (int)Math.Round(size * zoom, MidpointRounding.ToEven);
        var step = count > 1 ? (double)(size - 1) / (count - 1) : 0;
        // An error in the last bit may carry the last index beyond the picture; napari then shows black there.
        return [.. Enumerable.Range(0, count).Select(k => Math.Min(size - 1, (int)Math.Floor((k * step) + 0.5)))];
    }
}
