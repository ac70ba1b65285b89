using Lamella.Contracts.Geometry;
using Lamella.Engine.Rendering.Compositing;

namespace Lamella.Engine.Rendering.Layers;

/// <summary>A canvas that shows a rectangle of the world without distortion.</summary>
/// <param name="Height">Rows.</param>
/// <param name="Width">Pixels a row.</param>
/// <param name="WorldToCanvas">From (row axis, column axis) of the world to canvas (row, column).</param>
public readonly record struct WorldCanvas(int Height, int Width, PlaneTransform WorldToCanvas)
{
    /// <summary>Most pixels along a side where none is asked for.</summary>
    public const int DefaultLongestSide = 4096;

    /// <summary>
    /// The canvas that just holds some slices: one pixel for the finest element there is, fewer where that would be
    /// beyond the longest side.
    /// </summary>
    /// <param name="slices">(Row, column) to world, and rows and columns, of each slice.</param>
    /// <param name="longestSide">Most pixels along a side, ≥ 1.</param>
    /// <returns>The canvas, or null where there is nothing to show.</returns>
    public static WorldCanvas? Fit(IReadOnlyCollection<(AffineTransform ToWorld, int Height, int Width)> slices, int longestSide = DefaultLongestSide)
    {
        ArgumentNullException.ThrowIfNull(slices);
        if (slices.Count == 0)
        {
            return null;
        }

        // Elements reach half a step beyond their centres.
        var extents = slices.Select(slice => slice.ToWorld.ExtentOf([-0.5, -0.5], [slice.Height - 0.5, slice.Width - 0.5])).ToArray();
        var finest = extents.Min(extent => Math.Min(extent.Step[0], extent.Step[1]));
        var (low, high) = (extents.Select(static extent => extent.Min), extents.Select(static extent => extent.Max));
        return Around(
            (low.Min(static corner => corner[0]), low.Min(static corner => corner[1])),
            (high.Max(static corner => corner[0]), high.Max(static corner => corner[1])),
            finest,
            longestSide);
    }

    /// <summary>The canvas that just holds a rectangle of the world.</summary>
    /// <param name="low">Lowest (row, column) coordinates, world units; finite.</param>
    /// <param name="high">Highest (row, column) coordinates, above the lowest.</param>
    /// <param name="pixel">World units of a pixel, above 0; larger where the longest side would be too long.</param>
    /// <param name="longestSide">Most pixels along a side, ≥ 1.</param>
    public static WorldCanvas Around((double Row, double Column) low, (double Row, double Column) high, double pixel, int longestSide = DefaultLongestSide)
    {
        var (tall, wide) = (high.Row - low.Row, high.Column - low.Column);
        var size = Math.Max(pixel, Math.Max(tall, wide) / longestSide);
        var height = Math.Max(1, (int)Math.Round(tall / size));
        var width = Math.Max(1, (int)Math.Round(wide / size));
        var (perRow, perColumn) = (height / tall, width / wide);
        return new(height, width, PlaneTransform.FromScaleTranslate(
            perRow, perColumn, (-low.Row * perRow) - 0.5, (-low.Column * perColumn) - 0.5));
    }
}
