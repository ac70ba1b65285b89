using System.Collections.Immutable;

namespace Lamella.Engine.Slicing.Slabs.Indexing;

/// <summary>
/// Rows of a table ordered so that those in a slab lie together: cut into strips of equal count along the first sliced
/// axis, each of them along the second, and so on; within a last strip they are sorted by the last axis. A slab then is a
/// few runs: whole strips are taken as they are, only the strips at its border are looked at row by row. Costs 4 bytes a
/// row. Immutable; safe for concurrent use.
/// </summary>
internal sealed class StripIndex
{
    /// <summary>More axes than a mask of 32 bits has are never sliced: a table has at most 32.</summary>
    public const int MaxAxes = 32;

    /// <summary>Rows that a strip of the last but one axis holds at least; fewer make more strips than rows are saved.</summary>
    private const int RowsPerStrip = 64;

    private readonly CoordinateTable _table;
    private readonly int[] _order;
    private readonly int _count;
    private readonly int _fanOut;
    private readonly ImmutableArray<StripLevel> _levels;

    private StripIndex(CoordinateTable table, ImmutableArray<int> axes, int[] order, int count, int fanOut, ImmutableArray<StripLevel> levels)
    {
        _table = table;
        _order = order;
        _count = count;
        _fanOut = fanOut;
        _levels = levels;
        Axes = axes;
    }

    /// <summary>The axes, ascending.</summary>
    public ImmutableArray<int> Axes { get; }

    /// <summary>Bytes that the index holds.</summary>
    public long ByteLength => ((long)_order.Length * sizeof(int)) + _levels.Sum(level => level.Start.Length * 24L);

    /// <summary>The rows in the order of the index.</summary>
    public ReadOnlySpan<int> Order => _order.AsSpan(0, _count);

    /// <summary>Builds an index. Takes about 16 bytes a row while it works.</summary>
    /// <param name="table">The table.</param>
    /// <param name="axes">The axes, ascending, at least one.</param>
    /// <param name="cancellationToken">Stops building.</param>
    public static StripIndex Build(CoordinateTable table, ImmutableArray<int> axes, CancellationToken cancellationToken)
    {
        var order = new int[table.Count];
        for (var row = 0; row < order.Length; row++)
        {
            order[row] = row;
        }

        var count = order.Length;
        foreach (var axis in axes)
        {
            cancellationToken.ThrowIfCancellationRequested();
            count = table.Columns[axis].RemoveNaN(order.AsSpan(0, count));
        }

        var fanOut = Math.Max(1, (int)Math.Pow((double)count / RowsPerStrip, 1.0 / axes.Length));
        var sorter = new RowSorter(count);
        var levels = ImmutableArray.CreateBuilder<StripLevel>(axes.Length - 1);
        ReadOnlySpan<int> starts = [0];
        ReadOnlySpan<int> stops = [count];
        for (var i = 0; i < axes.Length; i++)
        {
            var column = table.Columns[axes[i]];
            for (var strip = 0; strip < starts.Length; strip++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                sorter.Sort(order.AsSpan(starts[strip]..stops[strip]), column, cancellationToken);
            }

            if (i < axes.Length - 1)
            {
                var level = Cut(order, column, starts, stops, fanOut);
                levels.Add(level);
                starts = level.Start;
                stops = level.Stop;
            }
        }

        return new StripIndex(table, axes, order, count, fanOut, levels.MoveToImmutable());
    }

    /// <summary>The runs that hold every row of a slab, and few others.</summary>
    /// <param name="slab">A slab along the axes of the index, in any order.</param>
    /// <param name="runs">Where the runs are added.</param>
    /// <returns>Number of rows in the runs.</returns>
    public long Find(Slab slab, List<RowRun> runs)
    {
        Span<int> slots = stackalloc int[Axes.Length];
        for (var i = 0; i < slots.Length; i++)
        {
            slots[i] = slab.Axes.IndexOf(Axes[i]);
        }

        return Descend(slab, slots, 0, 0, 0, _count, 0, runs);
    }

    private long Descend(Slab slab, ReadOnlySpan<int> slots, int depth, int strip, int start, int stop, uint unchecked_, List<RowRun> runs)
    {
        var slot = slots[depth];
        var (low, high) = (slab.Low[slot], slab.High[slot]);
        if (depth == _levels.Length)
        {
            var (first, end) = _table.Columns[Axes[depth]].SortedRange(_order.AsSpan(start..stop), low, high);
            if (end > first)
            {
                runs.Add(new RowRun(start + first, start + end, unchecked_));
            }

            return Math.Max(0, end - first);
        }

        var level = _levels[depth];
        var found = 0L;
        for (var child = strip * _fanOut; child < (strip + 1) * _fanOut && !(level.Low[child] > high); child++)
        {
            if (level.High[child] >= low)
            {
                var border = level.Low[child] >= low && level.High[child] <= high ? 0 : 1U << slot;
                found += Descend(slab, slots, depth + 1, child, level.Start[child], level.Stop[child], unchecked_ | border, runs);
            }
        }

        return found;
    }

    private static StripLevel Cut(
        ReadOnlySpan<int> order, CoordinateColumn column, ReadOnlySpan<int> starts, ReadOnlySpan<int> stops, int fanOut)
    {
        var level = new StripLevel(starts.Length * fanOut);
        for (var parent = 0; parent < starts.Length; parent++)
        {
            var (start, length) = (starts[parent], (long)stops[parent] - starts[parent]);
            for (var i = 0; i < fanOut; i++)
            {
                var strip = (parent * fanOut) + i;
                level.Start[strip] = start + (int)(length * i / fanOut);
                level.Stop[strip] = start + (int)(length * (i + 1) / fanOut);
                var empty = level.Start[strip] == level.Stop[strip];
                level.Low[strip] = empty ? double.NaN : column[order[level.Start[strip]]];
                level.High[strip] = empty ? double.NaN : column[order[level.Stop[strip] - 1]];
            }
        }

        return level;
    }
}
