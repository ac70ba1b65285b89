using System.Collections.Immutable;
using Lamella.Contracts.Errors;
using Lamella.Engine.Arrays;
using Lamella.Engine.Arrays.Chunks;

namespace Lamella.Engine.Slicing.Plans;

/// <summary>
/// Which chunks of an array make up a box of it, and which part of each: the product of one list of pieces per axis.
/// Immutable; chunks are numbered in C order of the grid.
/// </summary>
internal sealed class ChunkPlan
{
    /// <summary>More chunks than any canvas has pixels; their list alone would take hundreds of megabytes.</summary>
    private const long MaxChunks = 1 << 24;

    private readonly AxisPiece[][] _pieces;

    private ChunkPlan(IChunkedArray array, ImmutableArray<AxisRange> ranges, AxisPiece[][] pieces, int count)
    {
        Array = array;
        Ranges = ranges;
        _pieces = pieces;
        Count = count;
    }

    public IChunkedArray Array { get; }

    /// <summary>The box, one range for each axis of the array.</summary>
    public ImmutableArray<AxisRange> Ranges { get; }

    /// <summary>Number of chunks; 0 where an axis of the box is empty.</summary>
    public int Count { get; }

    public static ChunkPlan Of(IChunkedArray array, ImmutableArray<AxisRange> ranges)
    {
        var pieces = new AxisPiece[ranges.Length][];
        var count = 1L;
        for (var axis = 0; axis < ranges.Length; axis++)
        {
            var chunks = (ranges[axis].Count / array.Metadata.ChunkShape[axis]) + 2;
            if (count * chunks > MaxChunks)
            {
                throw new LamellaException(
                    LamellaErrorCode.LimitExceeded,
                    $"A slice of '{array.Metadata.Identity}' touches over {MaxChunks} chunks; show a coarser level or fewer axes.",
                    path: array.Metadata.Identity,
                    expected: $"at most {MaxChunks} chunks",
                    got: $"{count} × {chunks}");
            }

            pieces[axis] = AxisPiece.Cut(ranges[axis], array.Metadata.ChunkShape[axis]);
            count *= pieces[axis].Length;
        }

        return new ChunkPlan(array, ranges, pieces, (int)count);
    }

    /// <summary>The part of one axis that a chunk gives.</summary>
    public AxisPiece Piece(int ordinal, int axis)
    {
        for (var inner = _pieces.Length - 1; inner > axis; inner--)
        {
            ordinal /= _pieces[inner].Length;
        }

        return _pieces[axis][ordinal % _pieces[axis].Length];
    }

    /// <summary>Number of pieces that an axis is cut into.</summary>
    public int Pieces(int axis) => _pieces[axis].Length;

    public ChunkDemand Demand(ChunkPriority priority)
    {
        var rank = _pieces.Length;
        var indices = ImmutableArray.CreateBuilder<int>(Count * rank);
        for (var ordinal = 0; ordinal < Count; ordinal++)
        {
            for (var axis = 0; axis < rank; axis++)
            {
                indices.Add(Piece(ordinal, axis).Chunk);
            }
        }

        return new ChunkDemand(Array, indices.MoveToImmutable(), priority);
    }
}
