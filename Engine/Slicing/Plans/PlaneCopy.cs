using System.Collections.Immutable;
using Lamella.Contracts.Arrays;

namespace Lamella.Engine.Slicing.Plans;

/// <summary>
/// Puts chunks to their places in an output that has one element for each element of the plan's box. Chunks write to
/// disjoint parts, so they may arrive at the same time on several threads.
/// </summary>
internal sealed class PlaneCopy
{
    private readonly ChunkPlan _plan;
    private readonly SlicedArray _output;
    private readonly int _itemSize;
    private readonly ImmutableArray<long> _chunkStrides;
    private readonly ImmutableArray<long> _outputStrides;

    /// <param name="plan">The chunks; axes that are not shown have one index.</param>
    /// <param name="shown">The array axes of the output, outermost first.</param>
    /// <param name="output">Where the elements go.</param>
    public PlaneCopy(ChunkPlan plan, ImmutableArray<int> shown, SlicedArray output)
    {
        _plan = plan;
        _output = output;
        _itemSize = output.DataType.ItemSize();
        _chunkStrides = ElementStrides.OfChunk(plan.Array.Metadata.ChunkShape, _itemSize);
        _outputStrides = ElementStrides.OfOutput(plan.Ranges, shown, _itemSize);
    }

    /// <summary>Takes a decoded chunk; an empty one is filled with the fill value.</summary>
    public void Consume(int ordinal, ReadOnlySpan<byte> chunk)
    {
        Span<long> scratch = stackalloc long[3 * StridedBox.MaxRank];
        StridedBox box = new(scratch);
        long source = 0, target = 0;
        for (var axis = 0; axis < _chunkStrides.Length; axis++)
        {
            var piece = _plan.Piece(ordinal, axis);
            source += piece.Start * _chunkStrides[axis];
            target += piece.Offset * _outputStrides[axis];
            box.Add(piece.Count, chunk.IsEmpty ? 0 : _chunkStrides[axis], _outputStrides[axis]);
        }

        var output = _output.Writable.Span[(int)target..];
        if (!chunk.IsEmpty)
        {
            StridedCopy.Copy(ref box, _itemSize, chunk[(int)source..], output);
            return;
        }

        Span<byte> fill = stackalloc byte[_itemSize];
        fill.Clear();
        _plan.Array.Metadata.FillValue.AsSpan().CopyTo(fill);
        StridedCopy.Copy(ref box, _itemSize, fill, output);
    }
}
