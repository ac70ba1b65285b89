namespace Lamella.Engine.Rendering.Labels;

/// <summary>Outlines of labels instead of areas, as napari's contour.</summary>
internal static class LabelContour
{
    /// <summary>
    /// Marks the pixels of outlines: where the greatest number among a pixel and its four neighbours is not the least one
    /// within a distance (of steps along rows and columns). Both sides of a border are outlines.
    /// </summary>
    /// <param name="labels">Numbers in C order.</param>
    /// <param name="height">Rows.</param>
    /// <param name="width">Columns.</param>
    /// <param name="thickness">Distance in pixels, ≥ 1.</param>
    /// <returns>One mark a pixel.</returns>
    public static bool[] Of<T>(ReadOnlySpan<T> labels, int height, int width, int thickness)
        where T : unmanaged, IComparable<T>, IEquatable<T>
    {
        var marks = new bool[labels.Length];
        var (greatest, least) = (labels.ToArray(), labels.ToArray());
        Spread(greatest, height, width, static (candidate, held) => candidate.CompareTo(held) > 0);

        // A diamond of some radius is that many times a diamond of radius one.
        for (var step = 0; step < thickness; step++)
        {
            Spread(least, height, width, static (candidate, held) => candidate.CompareTo(held) < 0);
        }

        for (var index = 0; index < marks.Length; index++)
        {
            marks[index] = !greatest[index].Equals(least[index]);
        }

        return marks;
    }

    private static void Spread<T>(T[] values, int height, int width, Func<T, T, bool> wins)
    {
        var above = new T[width];
        var row = new T[width];
        for (var y = 0; y < height; y++)
        {
            var current = values.AsSpan(y * width, width);
            current.CopyTo(row);
            for (var x = 0; x < width; x++)
            {
                var best = row[x];
                best = y > 0 && wins(above[x], best) ? above[x] : best;
                best = y + 1 < height && wins(values[((y + 1) * width) + x], best) ? values[((y + 1) * width) + x] : best;
                best = x > 0 && wins(row[x - 1], best) ? row[x - 1] : best;
                best = x + 1 < width && wins(row[x + 1], best) ? row[x + 1] : best;
                current[x] = best;
            }

            (above, row) = (row, above);
        }
    }
}
