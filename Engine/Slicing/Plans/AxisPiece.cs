namespace Lamella.Engine.Slicing.Plans;

/// <summary>What one chunk gives of a range along one axis.</summary>
/// <param name="Chunk">Position of the chunk in the grid along the axis.</param>
/// <param name="Start">First index within the chunk.</param>
/// <param name="Count">Number of indices.</param>
/// <param name="Offset">Where the first of them lies within the range.</param>
internal readonly record struct AxisPiece(int Chunk, int Start, int Count, long Offset)
{
    /// <summary>Cuts a range along one axis at the chunks' borders, in ascending order.</summary>
    /// <param name="range">Indices along the axis, all within the array.</param>
    /// <param name="chunkExtent">Elements of one chunk along the axis, ≥ 1.</param>
    public static AxisPiece[] Cut(AxisRange range, int chunkExtent)
    {
        if (range.Count <= 0)
        {
            return [];
        }

        var first = range.Start / chunkExtent;
        var pieces = new AxisPiece[((range.Stop - 1) / chunkExtent) - first + 1];
        for (var i = 0; i < pieces.Length; i++)
        {
            var origin = (first + i) * chunkExtent;
            var start = Math.Max(range.Start, origin);
            var stop = Math.Min(range.Stop, origin + chunkExtent);
            pieces[i] = new AxisPiece(
                checked((int)(first + i)), (int)(start - origin), (int)(stop - start), start - range.Start);
        }

        return pieces;
    }
}
