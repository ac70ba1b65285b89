using System.Collections.Immutable;
using Lamella.Engine.Slicing.Plans;

namespace Lamella.Engine.Slicing.Projections;

/// <summary>
/// The part of one chunk that is projected. Strides and offsets are in elements. Its shown axes make up an area in C order
/// of the output; the area is walked in rows, which are the innermost axes as far as they fit in a tile.
/// </summary>
internal readonly struct ProjectionPiece
{
    /// <summary>Elements reduced together: their partial sums stay in a first- or second-level cache over all planes.</summary>
    private const int TileElements = 8192;

    private readonly long[] _shownCounts;
    private readonly long[] _shownStrides;
    private readonly long[] _shownOutput;
    private readonly long[] _reducedCounts;
    private readonly long[] _reducedStrides;
    private readonly long _source;
    private readonly long _target;
    private readonly int _rowAxes;
    private readonly int _runAxes;

    public ProjectionPiece(
        ProjectionShape shape, ImmutableArray<long> chunkStrides, ImmutableArray<long> outputStrides, int ordinal)
    {
        var plan = shape.Plan;
        _source = 0;
        _target = 0;
        for (var axis = 0; axis < chunkStrides.Length; axis++)
        {
            var piece = plan.Piece(ordinal, axis);
            _source += piece.Start * chunkStrides[axis];
            _target += piece.Offset * outputStrides[axis];
        }

        _shownCounts = [.. shape.Shown.Select(axis => (long)plan.Piece(ordinal, axis).Count)];
        _shownStrides = [.. shape.Shown.Select(axis => chunkStrides[axis])];
        _shownOutput = [.. shape.Shown.Select(axis => outputStrides[axis])];
        _reducedCounts = [.. shape.Reduced.Select(axis => (long)plan.Piece(ordinal, axis).Count)];
        _reducedStrides = [.. shape.Reduced.Select(axis => chunkStrides[axis])];
        Area = (int)_shownCounts.Aggregate(1L, static (area, count) => area * count);
        Planes = _reducedCounts.Aggregate(1L, static (planes, count) => planes * count);
        (_runAxes, OutputRun) = Inner(_shownCounts, _shownOutput);
        (_, var compact) = Inner(_shownCounts, _shownStrides);
        IsCompact = compact == Area;
        (_rowAxes, Row) = InnerUpTo(_shownCounts, TileElements);
    }

    /// <summary>Elements of the output that this chunk touches.</summary>
    public int Area { get; }

    public long Planes { get; }

    /// <summary>Whether the area lies in the chunk without gaps, in the output's order.</summary>
    public bool IsCompact { get; }

    /// <summary>Elements of a row.</summary>
    public int Row { get; }

    /// <summary>Tiles of the area, of as many whole rows as fit; the same for all chunks of a column.</summary>
    public int Tiles => (Area + RowsElements - 1) / RowsElements;

    /// <summary>Elements that follow each other in the output too.</summary>
    private int OutputRun { get; }

    private int RowsElements => Math.Max(1, TileElements / Row) * Row;

    /// <summary>Where a tile starts in the area.</summary>
    public int TileStart(int tile) => tile * RowsElements;

    /// <summary>Elements of a tile.</summary>
    public int TileLength(int tile) => Math.Min(RowsElements, Area - TileStart(tile));

    /// <summary>Where a plane's area starts in the chunk; planes are numbered in C order of the reduced axes.</summary>
    public int PlaneOffset(long plane) => (int)(_source + Offset(plane, _reducedCounts, _reducedStrides, _reducedCounts.Length));

    /// <summary>The elements from a place of the area on that follow each other in the output.</summary>
    /// <param name="at">The place.</param>
    /// <param name="most">No more than these.</param>
    /// <param name="target">Where they start in the output.</param>
    /// <returns>How many they are.</returns>
    public int Run(int at, int most, out int target)
    {
        var (run, within) = Math.DivRem(at, OutputRun);
        target = (int)(_target + Offset(run, _shownCounts, _shownOutput, _shownCounts.Length - _runAxes)) + within;
        return Math.Min(OutputRun - within, most);
    }

    /// <summary>Brings rows of a plane's area together.</summary>
    /// <param name="plane">The chunk's bytes from the plane's first element on.</param>
    /// <param name="rows">Where they go.</param>
    /// <param name="first">The first row.</param>
    /// <param name="count">Number of rows.</param>
    /// <param name="itemSize">Bytes of an element.</param>
    public void GatherRows(ReadOnlySpan<byte> plane, Span<byte> rows, int first, int count, int itemSize)
    {
        Span<long> scratch = stackalloc long[3 * StridedBox.MaxRank];
        var outer = _shownCounts.Length - _rowAxes;
        var rowBytes = (long)Row * itemSize;
        for (var row = first; row < first + count;)
        {
            // As many rows at once as follow each other along the innermost outer axis.
            var along = outer == 0 ? 1 : (int)Math.Min(_shownCounts[outer - 1] - (row % _shownCounts[outer - 1]), first + count - row);
            StridedBox box = new(scratch);
            long target = itemSize;
            for (var axis = _shownCounts.Length - 1; axis >= outer; axis--)
            {
                box.Add(_shownCounts[axis], _shownStrides[axis] * itemSize, target);
                target *= _shownCounts[axis];
            }

            if (outer > 0)
            {
                box.Add(along, _shownStrides[outer - 1] * itemSize, rowBytes);
            }

            var source = Offset(row, _shownCounts, _shownStrides, outer) * itemSize;
            StridedCopy.Copy(ref box, itemSize, plane[(int)source..], rows[(int)((row - first) * rowBytes)..]);
            row += along;
        }
    }

    private static long Offset(long index, long[] counts, long[] strides, int axes)
    {
        var offset = 0L;
        for (var axis = axes - 1; axis >= 0; axis--)
        {
            offset += index % counts[axis] * strides[axis];
            index /= counts[axis];
        }

        return offset;
    }

    /// <summary>The innermost axes that lie without gaps, and their elements.</summary>
    private static (int Axes, int Elements) Inner(long[] counts, long[] strides)
    {
        var elements = 1L;
        var axes = 0;
        for (var axis = counts.Length - 1; axis >= 0; axis--)
        {
            if (counts[axis] != 1 && strides[axis] != elements)
            {
                break;
            }

            elements *= counts[axis];
            axes++;
        }

        return (axes, (int)elements);
    }

    /// <summary>The innermost axes that fit in a tile, at least one, and their elements.</summary>
    private static (int Axes, int Elements) InnerUpTo(long[] counts, int most)
    {
        var elements = counts.Length == 0 ? 1 : counts[^1];
        var axes = Math.Min(1, counts.Length);
        for (var axis = counts.Length - 2; axis >= 0 && elements * counts[axis] <= most; axis--)
        {
            elements *= counts[axis];
            axes++;
        }

        return (axes, (int)elements);
    }
}
