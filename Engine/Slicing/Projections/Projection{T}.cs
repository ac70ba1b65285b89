using System.Buffers;
using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Lamella.Contracts.Arrays;
using Lamella.Engine.Slicing.Plans;

namespace Lamella.Engine.Slicing.Projections;

/// <summary>
/// A projection in one set of types. A chunk's planes are reduced to a part without any lock; parts are merged into the
/// output under their column's, floating-point sums in the order of the chunks.
/// </summary>
internal sealed class Projection<TIn, TPart, TWhole, TKernel> : Projection
    where TIn : unmanaged
    where TPart : unmanaged
    where TWhole : unmanaged
    where TKernel : struct, IProjectionKernel<TIn, TPart, TWhole>
{
    /// <summary>Elements reduced together: their partial sums stay in a first- or second-level cache over all planes.</summary>
    private const int TileElements = 8192;

    private readonly ProjectionShape _shape;
    private readonly ImmutableArray<long> _chunkStrides;
    private readonly ImmutableArray<long> _outputStrides;
    private readonly ProjectionColumn<TPart>[] _columns;
    private readonly TIn _fill;
    private SlicedArray? _whole;

    public Projection(ProjectionShape shape, DataType wholeType)
    {
        _shape = shape;
        _chunkStrides = ElementStrides.OfChunk(shape.Plan.Array.Metadata.ChunkShape, 1);
        _outputStrides = ElementStrides.OfOutput(shape.Plan.Ranges, shape.Shown, 1);
        _columns = [.. Enumerable.Range(0, shape.Columns).Select(static _ => new ProjectionColumn<TPart>())];
        var fill = shape.Plan.Array.Metadata.FillValue;
        _fill = fill.IsDefaultOrEmpty ? default : MemoryMarshal.Read<TIn>(fill.AsSpan());
        _whole = SlicedArray.Rent(shape.OutputShape(), wholeType, shape.Limits);
        MemoryMarshal.Cast<byte, TWhole>(_whole.Writable.Span).Fill(TKernel.NoChunks);
    }

    public override void Consume(int ordinal, ReadOnlySpan<byte> chunk)
    {
        ProjectionPiece piece = new(_shape, _chunkStrides, _outputStrides, ordinal);
        var elements = MemoryMarshal.Cast<byte, TIn>(chunk);
        var turn = _shape.Turn(ordinal);
        for (long first = 0; first < piece.Planes; first += TKernel.MaxPlanes)
        {
            var part = ArrayPool<TPart>.Shared.Rent(piece.Area);
            var planes = Math.Min(TKernel.MaxPlanes, piece.Planes - first);
            if (elements.IsEmpty)
            {
                ReduceFill(part.AsSpan(0, piece.Area), planes);
            }
            else
            {
                Reduce(piece, elements, part, first, planes);
            }

            Merge(piece, part, _columns[_shape.Column(ordinal)], turn);
        }
    }

    public override SlicedArray Finish()
    {
        var whole = _whole!;
        _whole = null;
        return ProjectionResult.Of(whole, _shape);
    }

    public override void Dispose() => _whole?.Dispose();

    private static void Reduce(in ProjectionPiece piece, ReadOnlySpan<TIn> chunk, TPart[] part, long firstPlane, long planes)
    {
        var scratch = piece.IsCompact ? null : ArrayPool<TIn>.Shared.Rent(Math.Max(TileElements, piece.Row));
        var rows = Math.Max(1, TileElements / piece.Row);
        for (var row = 0; row < piece.Rows; row += rows)
        {
            var count = Math.Min(rows, piece.Rows - row);
            var tile = part.AsSpan(row * piece.Row, count * piece.Row);
            tile.Fill(TKernel.NoPlanes);
            for (var plane = firstPlane; plane < firstPlane + planes; plane++)
            {
                var offset = piece.PlaneOffset(plane);
                if (scratch is null)
                {
                    TKernel.Add(chunk.Slice(offset + (row * piece.Row), tile.Length), tile);
                    continue;
                }

                piece.GatherRows(MemoryMarshal.AsBytes(chunk[offset..]), MemoryMarshal.AsBytes(scratch.AsSpan()), row, count, ItemSize);
                TKernel.Add(scratch.AsSpan(0, tile.Length), tile);
            }
        }

        if (scratch is not null)
        {
            ArrayPool<TIn>.Shared.Return(scratch);
        }
    }

    private static unsafe int ItemSize => sizeof(TIn);

    private void ReduceFill(Span<TPart> part, long planes)
    {
        part.Fill(TKernel.NoPlanes);
        Span<TIn> fill = stackalloc TIn[256];
        fill.Fill(_fill);
        for (var start = 0; start < part.Length; start += fill.Length)
        {
            var count = Math.Min(fill.Length, part.Length - start);
            for (long plane = 0; plane < planes; plane++)
            {
                TKernel.Add(fill[..count], part.Slice(start, count));
            }
        }
    }

    private void Merge(in ProjectionPiece piece, TPart[] part, ProjectionColumn<TPart> column, int turn)
    {
        var whole = MemoryMarshal.Cast<byte, TWhole>(_whole!.Writable.Span);
        lock (column.Gate)
        {
            if (TKernel.IsOrdered && !column.IsTurn_NeedsGate(turn, part))
            {
                return;
            }

            for (var next = part; next is not null; next = TKernel.IsOrdered ? column.Next_NeedsGate() : null)
            {
                MergeRows(piece, next, whole);
                ArrayPool<TPart>.Shared.Return(next);
            }
        }
    }

    private static void MergeRows(in ProjectionPiece piece, TPart[] part, Span<TWhole> whole)
    {
        for (var run = 0; run < piece.Area / piece.OutputRun; run++)
        {
            TKernel.Merge(
                part.AsSpan(run * piece.OutputRun, piece.OutputRun),
                whole.Slice(piece.OutputOffset(run), piece.OutputRun));
        }
    }
}
