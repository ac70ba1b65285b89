using System.Collections.Immutable;
using Lamella.Contracts.Arrays;
using Lamella.Contracts.Slicing;
using Lamella.Engine.Arrays.Chunks;
using Lamella.Engine.Slicing.Images;
using Lamella.Engine.Slicing.Plans;
using Lamella.Engine.Slicing.Projections;

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
    private Projection? _projection;
    private ProjectionShape? _projected;
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
    /// show zero. A thick slice is projected of the planes that have arrived, in each part of the picture for itself; a mean is
    /// the mean of those.
    /// </summary>
    /// <param name="request">The request that is being sliced.</param>
    /// <param name="preview">A finished preview of it; null for none.</param>
    /// <returns>The picture, which the caller disposes; null where slicing has not begun, or is over.</returns>
    public PartialImage? SoFar(ImageSliceRequest request, PreviewPixels? preview)
    {
        lock (_gate)
        {
            if (_plan is null || (_pixels is null && _projection is null))
            {
                return null;
            }

            long[] shape = [.. _shown.Select(axis => _plan.Ranges[axis].Count)];
            var picture = SlicedArray.Rent(shape, _pixels?.DataType ?? _projected!.ResultType, request.Limits);
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
            PartGrid grid = new(_plan, [.. request.Input.Displayed.Select(axis => request.Data.Axes[axis])]);
            var level = request.Window!.Level;
            return new PartialImage(picture, _projection is null ? Overlay(grid, level, bare, picture) : Project(grid, level, bare, picture));
        }
    }

    /// <summary>Slicing begins.</summary>
    internal ChunkConsumer Begin(ChunkPlan plan, ImmutableArray<int> shown, SlicedArray pixels, PlaneCopy copy)
    {
        lock (_gate)
        {
            (_plan, _shown, _pixels, _arrived) = (plan, shown, pixels, new bool[plan.Count]);
            return Watch(copy.Consume);
        }
    }

    /// <summary>Slicing of a thick slice begins.</summary>
    internal ChunkConsumer Begin(ProjectionShape shape, Projection projection)
    {
        lock (_gate)
        {
            (_plan, _shown, _projected, _projection, _arrived) = (shape.Plan, shape.Shown, shape, projection, new bool[shape.Plan.Count]);
            return Watch(projection.Consume);
        }
    }

    /// <summary>Slicing is over: its memory belongs to others now.</summary>
    internal void End()
    {
        lock (_gate)
        {
            (_pixels, _projection) = (null, null);
        }
    }

    private ChunkConsumer Watch(ChunkConsumer consume)
    {
        var arrived = _arrived;
        return (ordinal, chunk) =>
        {
            consume(ordinal, chunk);
            Volatile.Write(ref arrived[ordinal], true);
        };
    }

    /// <summary>Puts what has arrived over the picture, and tells of each part of the grid which level it is from.</summary>
    private LevelMap Overlay(PartGrid grid, int level, int bare, SlicedArray picture)
    {
        List<int>[] arrived = [.. Enumerable.Range(0, grid.Count).Select(static _ => new List<int>())];
        for (var ordinal = 0; ordinal < _arrived.Length; ordinal++)
        {
            if (Volatile.Read(ref _arrived[ordinal]))
            {
                arrived[grid.PartOf(ordinal)].Add(ordinal);
            }
        }

        // Colour samples may lie in chunks of their own; a part counts when all of them are there.
        var perPart = _arrived.Length / grid.Count;
        foreach (var ordinal in arrived.Where(part => part.Count == perPart).SelectMany(static part => part))
        {
            Copy(ordinal, picture);
        }

        return new LevelMap(grid.Ends, [.. arrived.Select(part => part.Count == perPart ? level : bare)]);
    }

    /// <summary>As <see cref="Overlay"/>, with a column of chunks in the place of each chunk.</summary>
    private LevelMap Project(PartGrid grid, int level, int bare, SlicedArray picture)
    {
        var planes = new long[grid.Count];
        Array.Fill(planes, _projected!.Planes);
        int[] columns = [.. Enumerable.Range(0, _arrived.Length).Where(ordinal => _projected.Turn(ordinal) == 0)];
        foreach (var ordinal in columns)
        {
            ref var least = ref planes[grid.PartOf(ordinal)];
            least = Math.Min(least, _projection!.SoFar(ordinal));
        }

        foreach (var ordinal in columns.Where(ordinal => planes[grid.PartOf(ordinal)] > 0))
        {
            _projection!.CopySoFar(ordinal, picture);
        }

        return new LevelMap(grid.Ends, [.. planes.Select(some => some > 0 ? level : bare)])
        {
            MissingPlanes = [.. planes.Select(some => _projected.Planes - some)],
        };
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
