namespace Lamella.Engine.Slicing.Slabs.Indexing;

/// <summary>
/// Sorts rows by the coordinate on one axis: a radix sort on 32-bit keys, and where those do not tell 64-bit numbers
/// apart, a comparison of the numbers. Keeps its working memory, 12 bytes a row. Not safe for concurrent use.
/// </summary>
/// <param name="capacity">Most rows that are sorted at once.</param>
internal sealed class RowSorter(int capacity)
{
    private const int DigitBits = 11;
    private const int Digits = 3;
    private const int Buckets = 1 << DigitBits;

    /// <summary>Below this many rows a comparison sort is faster than clearing and summing the buckets.</summary>
    private const int FewRows = 512;

    private readonly uint[] _keys = new uint[capacity];
    private readonly uint[] _otherKeys = new uint[capacity];
    private readonly int[] _otherRows = new int[capacity];
    private readonly int[] _counts = new int[Buckets * Digits];

    /// <summary>Sorts rows.</summary>
    /// <param name="rows">The rows, none of which is NaN on the axis.</param>
    /// <param name="column">The axis.</param>
    /// <param name="cancellationToken">Looked at between passes.</param>
    public void Sort(Span<int> rows, CoordinateColumn column, CancellationToken cancellationToken)
    {
        var keys = _keys.AsSpan(0, rows.Length);
        column.SortKeys(rows, keys);
        if (rows.Length < FewRows)
        {
            keys.Sort(rows);
        }
        else
        {
            SortByDigits(rows, keys, cancellationToken);
        }

        if (column.DataType == Contracts.Arrays.DataType.Float64)
        {
            SortWithinEqualKeys(rows, keys, column);
        }
    }

    private void SortByDigits(Span<int> rows, Span<uint> keys, CancellationToken cancellationToken)
    {
        Count(keys);
        var fromKeys = keys;
        var toKeys = _otherKeys.AsSpan(0, rows.Length);
        var fromRows = rows;
        var toRows = _otherRows.AsSpan(0, rows.Length);
        var swapped = false;
        for (var digit = 0; digit < Digits; digit++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var counts = _counts.AsSpan(digit * Buckets, Buckets);
            var shift = digit * DigitBits;
            if (counts[(int)((fromKeys[0] >> shift) & (Buckets - 1))] == rows.Length)
            {
                continue;
            }

            ToOffsets(counts);
            for (var i = 0; i < fromKeys.Length; i++)
            {
                var key = fromKeys[i];
                var place = counts[(int)((key >> shift) & (Buckets - 1))]++;
                toKeys[place] = key;
                toRows[place] = fromRows[i];
            }

            var lastKeys = fromKeys;
            fromKeys = toKeys;
            toKeys = lastKeys;
            var lastRows = fromRows;
            fromRows = toRows;
            toRows = lastRows;
            swapped = !swapped;
        }

        if (swapped)
        {
            fromKeys.CopyTo(keys);
            fromRows.CopyTo(rows);
        }
    }

    private void Count(ReadOnlySpan<uint> keys)
    {
        _counts.AsSpan().Clear();
        foreach (var key in keys)
        {
            _counts[key & (Buckets - 1)]++;
            _counts[Buckets + ((key >> DigitBits) & (Buckets - 1))]++;
            _counts[(2 * Buckets) + (key >> (2 * DigitBits))]++;
        }
    }

    private static void ToOffsets(Span<int> counts)
    {
        var sum = 0;
        foreach (ref var count in counts)
        {
            (count, sum) = (sum, sum + count);
        }
    }

    private static void SortWithinEqualKeys(Span<int> rows, ReadOnlySpan<uint> keys, CoordinateColumn column)
    {
        for (var start = 0; start < rows.Length;)
        {
            var stop = start + 1;
            var sorted = true;
            while (stop < rows.Length && keys[stop] == keys[start])
            {
                sorted &= column[rows[stop - 1]] <= column[rows[stop]];
                stop++;
            }

            if (!sorted)
            {
                var values = new double[stop - start];
                column.Gather(rows[start..stop], values, 1);
                values.AsSpan().Sort(rows[start..stop]);
            }

            start = stop;
        }
    }
}
