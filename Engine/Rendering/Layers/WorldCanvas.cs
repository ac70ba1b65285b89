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
        var (top, left) = (extents.Min(extent => extent.Min[0]), extents.Min(extent => extent.Min[1]));
        var (bottom, right) = (extents.Max(extent => extent.Max[0]), extents.Max(extent => extent.Max[1]));
        var finest = extents.Min(extent => Math.Min(extent.Step[0], extent.Step[1]));
        var pixel = Math.Max(finest, Math.Max(bottom - top, right - left) / longestSide);
        var height = Math.Max(1, (int)Math.Round((bottom - top) / pixel));
        var width = Math.Max(1, (int)Math.Round((right - left) / pixel));
        var (perRow, perColumn) = (height / (bottom - top), width / (right - left));
        return new(height, width, PlaneTransform.FromScaleTranslate(
            perRow, perColumn, (-top * perRow) - 0.5, (-left * perColumn) - 0.5));
    }
}
