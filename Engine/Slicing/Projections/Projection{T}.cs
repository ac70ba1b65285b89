using System.Buffers;
using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Lamella.Contracts.Arrays;
using Lamella.Engine.Slicing.Plans;

namespace Lamella.Engine.Slicing.Projections;

/// <summary>
/// A projection in one set of types. A chunk's planes are reduced tile by tile without any lock; tiles are merged into the
/// output under their column's, floating-point sums in the order of the chunks.
/// </summary>
internal sealed class Projection<TIn, TPart, TWhole, TKernel> : Projection
    where TIn : unmanaged
    where TPart : unmanaged
    where TWhole : unmanaged
    where TKernel : struct, IProjectionKernel<TIn, TPart, TWhole>
{
    private const int PlanesAtOnce = 4;

    private readonly ProjectionShape _shape;
    private readonly ImmutableArray<long> _chunkStrides;
    private readonly ImmutableArray<long> _outputStrides;
    private readonly ProjectionColumn<TPart>[] _columns;
    private readonly ProjectionTotals<TIn, TPart, TWhole, TKernel> _totals;
    private readonly TIn _fill;

    public Projection(ProjectionShape shape, DataType wholeType)
    {
        _shape = shape;
        _chunkStrides = ElementStrides.OfChunk(shape.Plan.Array.Metadata.ChunkShape, 1);
        _outputStrides = ElementStrides.OfOutput(shape.Plan.Ranges, shape.Shown, 1);
        _columns = [.. Enumerable.Range(0, shape.Columns).Select(static _ => new ProjectionColumn<TPart>())];
        var fill = shape.Plan.Array.Metadata.FillValue;
        _fill = fill.IsDefaultOrEmpty ? default : MemoryMarshal.Read<TIn>(fill.AsSpan());
        _totals = new ProjectionTotals<TIn, TPart, TWhole, TKernel>(shape, wholeType);
    }

    public override void Consume(int ordinal, ReadOnlySpan<byte> chunk)
    {
        var (piece, column) = (Piece(ordinal), _columns[_shape.Column(ordinal)]);
        var elements = MemoryMarshal.Cast<byte, TIn>(chunk);
        if (!TKernel.IsOrdered && piece is { Planes: < PlanesAtOnce, IsCompact: true } && !chunk.IsEmpty && _totals.HoldsParts)
        {
            AddPlanes(piece, elements, column);
            return;
        }

        for (long first = 0; first < piece.Planes; first += TKernel.MaxPlanes)
        {
            var planes = Math.Min(TKernel.MaxPlanes, piece.Planes - first);
            if (TKernel.IsOrdered)
            {
                var part = ArrayPool<TPart>.Shared.Rent(piece.Area);
                for (var tile = 0; tile < piece.Tiles; tile++)
                {
                    Reduce(piece, elements, part.AsSpan(piece.TileStart(tile), piece.TileLength(tile)), tile, first, planes);
                }

                MergeInOrder(piece, part, column, _shape.Turn(ordinal), planes);
                continue;
            }

            var scratch = ArrayPool<TPart>.Shared.Rent(piece.TileLength(0));
            for (var tile = 0; tile < piece.Tiles; tile++)
            {
                var part = scratch.AsSpan(0, piece.TileLength(tile));
                Reduce(piece, elements, part, tile, first, planes);
                lock (column.Gate)
                {
                    Merge_NeedsGate(piece, part, column, tile, planes);
                }
            }

            ArrayPool<TPart>.Shared.Return(scratch);
        }
    }

    public override SlicedArray Finish() => _totals.Finish();

    public override long SoFar(int ordinal)
    {
        var column = _columns[_shape.Column(ordinal)];
        lock (column.Gate)
        {
            return column.Planes_NeedsGate;
        }
    }

    public override void CopySoFar(int ordinal, SlicedArray picture)
    {
        var (piece, column) = (Piece(ordinal), _columns[_shape.Column(ordinal)]);
        var whole = ArrayPool<TWhole>.Shared.Rent(piece.TileLength(0));
        lock (column.Gate)
        {
            for (var tile = 0; tile < piece.Tiles; tile++)
            {
                var (start, planes) = (piece.TileStart(tile), column.PlanesOf_NeedsGate(tile));
                var sums = whole.AsSpan(0, piece.TileLength(tile));
                _totals.Read(piece, start, sums);
                foreach (var early in column.Early_NeedsGate)
                {
                    TKernel.Merge(early.Part.AsSpan(start, sums.Length), sums);
                    planes += early.Planes;
                }

                _totals.Write(piece, start, sums, planes, picture);
            }
        }

        ArrayPool<TWhole>.Shared.Return(whole);
    }

    public override void Dispose() => _totals.Dispose();

    private ProjectionPiece Piece(int ordinal) => new(_shape, _chunkStrides, _outputStrides, ordinal);

    /// <summary>So few planes that reducing them first is not worth it.</summary>
    private void AddPlanes(in ProjectionPiece piece, ReadOnlySpan<TIn> chunk, ProjectionColumn<TPart> column)
    {
        for (var tile = 0; tile < piece.Tiles; tile++)
        {
            lock (column.Gate)
            {
                for (long plane = 0; plane < piece.Planes; plane++)
                {
                    var start = piece.TileStart(tile);
                    _totals.Add(piece, start, chunk.Slice(piece.PlaneOffset(plane) + start, piece.TileLength(tile)));
                }

                column.Count_NeedsGate(tile, piece.Tiles, piece.Planes);
            }
        }
    }

    private void Reduce(in ProjectionPiece piece, ReadOnlySpan<TIn> chunk, Span<TPart> part, int tile, long firstPlane, long planes)
    {
        part.Fill(TKernel.NoPlanes);
        if (chunk.IsEmpty)
        {
            ReduceFill(part, planes);
        }
        else if (piece.IsCompact)
        {
            ReduceCompact(piece, chunk, part, piece.TileStart(tile), firstPlane, planes);
        }
        else
        {
            var scratch = ArrayPool<TIn>.Shared.Rent(part.Length);
            for (var plane = firstPlane; plane < firstPlane + planes; plane++)
            {
                piece.GatherRows(
                    MemoryMarshal.AsBytes(chunk[piece.PlaneOffset(plane)..]),
                    MemoryMarshal.AsBytes(scratch.AsSpan()),
                    piece.TileStart(tile) / piece.Row,
                    part.Length / piece.Row,
                    Unsafe.SizeOf<TIn>());
                TKernel.Add(scratch.AsSpan(0, part.Length), part);
            }

            ArrayPool<TIn>.Shared.Return(scratch);
        }
    }

    /// <summary>Four planes at a time, so that the sums are loaded and stored once for four of them.</summary>
    private static void ReduceCompact(
        in ProjectionPiece piece, ReadOnlySpan<TIn> chunk, Span<TPart> part, int start, long firstPlane, long planes)
    {
        var (plane, end, length) = (firstPlane, firstPlane + planes, part.Length);
        for (; plane + PlanesAtOnce <= end; plane += PlanesAtOnce)
        {
            TKernel.AddFour(
                chunk.Slice(piece.PlaneOffset(plane) + start, length),
                chunk.Slice(piece.PlaneOffset(plane + 1) + start, length),
                chunk.Slice(piece.PlaneOffset(plane + 2) + start, length),
                chunk.Slice(piece.PlaneOffset(plane + 3) + start, length),
                part);
        }

        for (; plane < end; plane++)
        {
            TKernel.Add(chunk.Slice(piece.PlaneOffset(plane) + start, length), part);
        }
    }

    private void ReduceFill(Span<TPart> part, long planes)
    {
        Span<TIn> fill = stackalloc TIn[1];
        fill[0] = _fill;
        for (long plane = 0; plane < planes; plane++)
        {
            TKernel.Add(fill, part[..1]);
        }

        part.Fill(part[0]);
    }

    private void MergeInOrder(in ProjectionPiece piece, TPart[] part, ProjectionColumn<TPart> column, int turn, long planes)
    {
        lock (column.Gate)
        {
            if (!column.IsTurn_NeedsGate(turn, part, planes))
            {
                return;
            }

            for ((TPart[] Part, long Planes)? next = (part, planes); next is { } now; next = column.Next_NeedsGate())
            {
                for (var tile = 0; tile < piece.Tiles; tile++)
                {
                    Merge_NeedsGate(piece, now.Part.AsSpan(piece.TileStart(tile), piece.TileLength(tile)), column, tile, now.Planes);
                }

                ArrayPool<TPart>.Shared.Return(now.Part);
            }
        }
    }

    private void Merge_NeedsGate(in ProjectionPiece piece, ReadOnlySpan<TPart> part, ProjectionColumn<TPart> column, int tile, long planes)
    {
        _totals.Merge(piece, piece.TileStart(tile), part);
        column.Count_NeedsGate(tile, piece.Tiles, planes);
    }
}
