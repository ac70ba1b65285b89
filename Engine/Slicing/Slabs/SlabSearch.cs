using Lamella.Engine.Slicing.Slabs.Indexing;

namespace Lamella.Engine.Slicing.Slabs;

/// <summary>
/// Finds the items in a slab: by an index where there is one and it pays, else by looking at all of them. Both give the
/// same rows, ascending (SLICING P3). Written once for points and vectors.
/// </summary>
internal static class SlabSearch
{
    /// <summary>
    /// An index whose runs hold more than this part of all rows is not used: reading columns from start to end is faster
    /// than fetching rows here and there.
    /// </summary>
    private const int IndexPaysBelow = 16;

    /// <summary>Up to so many rows are sorted; more are set in a mask and read off it.</summary>
    private const int FewRows = 1 << 12;

    /// <summary>The rows in a slab, ascending; all of them where nothing is sliced.</summary>
    /// <param name="table">The items.</param>
    /// <param name="indexes">The items' indexes; null where there are none.</param>
    /// <param name="slab">The slab.</param>
    /// <param name="cancellationToken">Looked at now and then.</param>
    public static int[] Rows(CoordinateTable table, SlabIndexes? indexes, Slab slab, CancellationToken cancellationToken)
    {
        if (slab.IsEverything)
        {
            return All(table.Count);
        }

        if (indexes?.Find(slab.Axes) is { } index)
        {
            var runs = new List<RowRun>();
            if (index.Find(slab, runs) <= table.Count / IndexPaysBelow)
            {
                return Take(table, index, slab, runs, cancellationToken);
            }
        }

        using var mask = RowMask.Inside(table, slab, cancellationToken);
        return mask.ToRows();
    }

    private static int[] All(int count)
    {
        var rows = new int[count];
        for (var row = 0; row < count; row++)
        {
            rows[row] = row;
        }

        return rows;
    }

    /// <summary>The rows that lie in a slab among those in some runs of an index, ascending.</summary>
    /// <param name="table">The items.</param>
    /// <param name="index">An index of the slab's axes.</param>
    /// <param name="slab">The slab.</param>
    /// <param name="runs">What <see cref="StripIndex.Find"/> gave for it.</param>
    /// <param name="cancellationToken">Looked at between runs.</param>
    internal static int[] Take(
        CoordinateTable table, StripIndex index, Slab slab, List<RowRun> runs, CancellationToken cancellationToken)
    {
        var found = 0;
        var rows = new int[runs.Sum(static run => run.Stop - run.Start)];
        foreach (var run in runs)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var candidates = index.Order[run.Start..run.Stop];
            if (run.Unchecked == 0)
            {
                candidates.CopyTo(rows.AsSpan(found));
                found += candidates.Length;
                continue;
            }

            foreach (var row in candidates)
            {
                rows[found] = row;
                found += IsInside(table, slab, row, run.Unchecked) ? 1 : 0;
            }
        }

        return Ascending(rows.AsSpan(0, found), table.Count);
    }

    private static bool IsInside(CoordinateTable table, Slab slab, int row, uint axes)
    {
        for (var i = 0; i < slab.Axes.Length; i++)
        {
            var coordinate = table[row, slab.Axes[i]];
            if ((axes >> i & 1) != 0 && !(coordinate >= slab.Low[i] && coordinate <= slab.High[i]))
            {
                return false;
            }
        }

        return true;
    }

    private static int[] Ascending(Span<int> rows, int count)
    {
        if (rows.Length <= FewRows)
        {
            rows.Sort();
            return rows.ToArray();
        }

        using var mask = RowMask.Empty(count);
        foreach (var row in rows)
        {
            mask.Set(row);
        }

        return mask.ToRows();
    }
}
