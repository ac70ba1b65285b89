namespace Lamella.Engine.Samples;

/// <summary>The two cells nearest to a place.</summary>
/// <param name="Cell">The nearest.</param>
/// <param name="Distance">To its centre, in micrometers.</param>
/// <param name="SecondDistance">To the next one's centre, in micrometers.</param>
internal readonly record struct NearestCells(SampleCell Cell, float Distance, float SecondDistance)
{
    /// <summary>Finds them among candidates.</summary>
    /// <param name="place">The place.</param>
    /// <param name="candidates">At least two cells.</param>
    public static NearestCells Find(Point place, ReadOnlySpan<SampleCell> candidates)
    {
        var (nearest, distance, second) = (candidates[0], float.MaxValue, float.MaxValue);
        foreach (var cell in candidates)
        {
            var length = (place - cell.Center).SquaredLength;
            if (length < distance)
            {
                (nearest, second, distance) = (cell, distance, length);
            }
            else if (length < second)
            {
                second = length;
            }
        }

        return new(nearest, MathF.Sqrt(distance), MathF.Sqrt(second));
    }

    /// <summary>Those cells that can be among the two nearest somewhere in a ball.</summary>
    /// <param name="center">Its centre.</param>
    /// <param name="radius">Its radius, in micrometers.</param>
    /// <param name="cells">All cells.</param>
    public static SampleCell[] Candidates(Point center, float radius, ReadOnlySpan<SampleCell> cells)
    {
        var reach = Find(center, cells).SecondDistance + (2 * radius);
        var candidates = new List<SampleCell>();
        foreach (var cell in cells)
        {
            if ((cell.Center - center).Length <= reach)
            {
                candidates.Add(cell);
            }
        }

        return [.. candidates];
    }
}
