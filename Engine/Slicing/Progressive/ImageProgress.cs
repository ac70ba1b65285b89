using System.Collections.Immutable;
using Lamella.Contracts.Arrays;
using Lamella.Contracts.Slicing;
using Lamella.Engine.Arrays.Chunks;
using Lamella.Engine.Slicing.Images;
using Lamella.Engine.Slicing.Plans;

namespace Lamella.Engine.Slicing.Progressive;

/// <summary>
/// How far one slice has come: which chunks are in place, and the best picture that can be made of them and a preview.
/// Give it to <see cref="ImageSlicing.SliceWithProgressAsync"/>; safe for concurrent use.
/// </summary>
public sealed class ImageProgress
{
    private readonly object _gate = new();
    private ChunkPlan? _plan;
    private ImmutableArray<int> _shown;
    private SlicedArray? _pixels;
    private bool[] _arrived = [];

    /// <summary>Chunks that are in place.</summary>
    public int Arrived
    {
        get
        {
            lock (_gate)
            {
                var count = 0;
                for (var ordinal = 0; ordinal < _arrived.Length; ordinal++)
                {
                    count += Volatile.Read(ref _arrived[ordinal]) ? 1 : 0;
                }

                return count;
            }
        }
    }

    /// <summary>
    /// The picture so far: chunks that have arrived at the right level, the rest from a preview, and what that does not
    /// show zero.
    /// </summary>
    /// <param name="request">The request that is being sliced.</param>
    /// <param name="preview">A finished preview of it; null for none.</param>
    /// <returns>The picture, which the caller disposes; null where slicing has not begun, is over, or projects planes.</returns>
    public PartialImage? SoFar(ImageSliceRequest request, PreviewPixels? preview)
    {
        lock (_gate)
        {
            if (_plan is null || _pixels is null)
            {
                return null;
            }

            var picture = SlicedArray.Rent([.. _pixels.Shape.Select(static extent => (long)extent)], _pixels.DataType, request.Limits);
            var used = preview is not null && preview.DataType == picture.DataType && preview.Shape.Length == picture.Shape.Length;
            if (used)
            {
                NearestPixels.Fill(request, picture, preview!);
            }
            else
            {
                picture.Writable.Span.Clear();
            }

            var bare = used ? preview!.Request.Window!.Level : LevelMap.Nothing;
            return new PartialImage(picture, Overlay(request, picture, bare));
        }
    }

    /// <summary>Slicing begins.</summary>
    internal ChunkConsumer Begin(ChunkPlan plan, ImmutableArray<int> shown, SlicedArray pixels, PlaneCopy copy)
    {
        var arrived = new bool[plan.Count];
        lock (_gate)
        {
            (_plan, _shown, _pixels, _arrived) = (plan, shown, pixels, arrived);
        }

        return (ordinal, chunk) =>
        {
            copy.Consume(ordinal, chunk);
            Volatile.Write(ref arrived[ordinal], true);
        };
    }

    /// <summary>Slicing is over: its memory belongs to others now.</summary>
    internal void End()
    {
        lock (_gate)
        {
            _pixels = null;
        }
    }

    /// <summary>Puts what has arrived over the picture, and tells of each part of the grid which level it is from.</summary>
    private LevelMap Overlay(ImageSliceRequest request, SlicedArray picture, int bare)
    {
        ImmutableArray<int> axes = [.. request.Input.Displayed.Select(axis => request.Data.Axes[axis])];
        ImmutableArray<ImmutableArray<int>> ends = [.. axes.Select(EndsOf)];
        var cells = ends.Aggregate(1, static (cells, parts) => cells * parts.Length);
        List<int>[] arrived = [.. Enumerable.Range(0, cells).Select(static _ => new List<int>())];
        for (var ordinal = 0; ordinal < _arrived.Length; ordinal++)
        {
            if (Volatile.Read(ref _arrived[ordinal]))
            {
                arrived[CellOf(ordinal, axes, ends)].Add(ordinal);
            }
        }

        // Colour samples may lie in chunks of their own; a part counts when all of them are there.
        var perCell = _arrived.Length / cells;
        foreach (var ordinal in arrived.Where(part => part.Count == perCell).SelectMany(static part => part))
        {
            Copy(ordinal, picture);
        }

        return new LevelMap(ends, [.. arrived.Select(part => part.Count == perCell ? request.Window!.Level : bare)]);
    }

    private int CellOf(int ordinal, ImmutableArray<int> axes, ImmutableArray<ImmutableArray<int>> ends)
    {
        var cell = 0;
        for (var i = 0; i < axes.Length; i++)
        {
            var piece = _plan!.Piece(ordinal, axes[i]);
            cell = (cell * ends[i].Length) + ends[i].BinarySearch((int)(piece.Offset + piece.Count));
        }

        return cell;
    }

    private ImmutableArray<int> EndsOf(int axis)
    {
        var stride = 1;
        for (var inner = _plan!.Ranges.Length - 1; inner > axis; inner--)
        {
            stride *= _plan.Pieces(inner);
        }

        return [.. Enumerable.Range(0, _plan.Pieces(axis)).Select(piece => _plan.Piece(piece * stride, axis)).Select(static piece => (int)(piece.Offset + piece.Count))];
    }

    private void Copy(int ordinal, SlicedArray picture)
    {
        var itemSize = picture.DataType.ItemSize();
        var strides = ElementStrides.OfOutput(_plan!.Ranges, _shown, itemSize);
        Span<long> scratch = stackalloc long[3 * StridedBox.MaxRank];
        StridedBox box = new(scratch);
        long first = 0;
        for (var axis = 0; axis < strides.Length; axis++)
        {
            var piece = _plan.Piece(ordinal, axis);
            first += piece.Offset * strides[axis];
            box.Add(piece.Count, strides[axis], strides[axis]);
        }

        StridedCopy.Copy(ref box, itemSize, _pixels!.Bytes.Span[(int)first..], picture.Writable.Span[(int)first..]);
    }
}
