namespace Lamella.Engine.Slicing.Multiscale;

/// <summary>Widens a range of pixels to whole chunks, which are read anyway (SLICING M4). Ends are inclusive.</summary>
public static class ChunkBoundaries
{
    /// <summary>To chunks of one size.</summary>
    /// <param name="low">First pixel.</param>
    /// <param name="high">Last pixel.</param>
    /// <param name="chunk">Pixels of a chunk, ≥ 1.</param>
    /// <param name="length">Pixels of the axis.</param>
    public static (long Low, long High) Expand(long low, long high, int chunk, long length) =>
        (low / chunk * chunk, Math.Min((((high / chunk) + 1) * chunk) - 1, length - 1));

    /// <summary>To chunks of given sizes.</summary>
    /// <param name="low">First pixel.</param>
    /// <param name="high">Last pixel.</param>
    /// <param name="chunks">Pixels of each chunk, first to last.</param>
    public static (long Low, long High) Expand(long low, long high, ReadOnlySpan<int> chunks)
    {
        long start = 0, expandedLow = 0, expandedHigh = high;
        foreach (var chunk in chunks)
        {
            var last = start + chunk - 1;
            expandedLow = start <= low ? start : expandedLow;
            if (last >= high)
            {
                expandedHigh = last;
                break;
            }

            start += chunk;
        }

        return (expandedLow, expandedHigh);
    }
}
