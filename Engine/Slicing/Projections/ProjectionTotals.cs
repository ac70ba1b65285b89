using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Lamella.Contracts.Arrays;

namespace Lamella.Engine.Slicing.Projections;

/// <summary>
/// What all planes add up to, where they lie in the output. As long as parts can hold all planes, it is kept as narrow as they
/// are: half the memory passes by. Whoever calls holds the gate of the column concerned.
/// </summary>
internal sealed class ProjectionTotals<TIn, TPart, TWhole, TKernel> : IDisposable
    where TIn : unmanaged
    where TPart : unmanaged
    where TWhole : unmanaged
    where TKernel : struct, IProjectionKernel<TIn, TPart, TWhole>
{
    /// <summary>Elements that are finished together; their sums stay in a first-level cache.</summary>
    private const int BlockElements = 1024;

    private readonly ProjectionShape _shape;
    private readonly DataType _wholeType;
    private readonly bool _isNarrow;
    private SlicedArray? _whole;

    public ProjectionTotals(ProjectionShape shape, DataType wholeType)
    {
        (_shape, _wholeType) = (shape, wholeType);
        _isNarrow = !TKernel.IsOrdered && Unsafe.SizeOf<TPart>() < Unsafe.SizeOf<TWhole>() && shape.Planes <= TKernel.MaxPlanes;
        _whole = SlicedArray.Rent(shape.OutputShape(), wholeType, shape.Limits);
        if (_isNarrow)
        {
            Parts.Fill(TKernel.NoPlanes);
        }
        else
        {
            Wholes.Fill(TKernel.NoChunks);
        }
    }

    /// <summary>Whether planes can be added without a part between.</summary>
    public bool HoldsParts => _isNarrow || typeof(TPart) == typeof(TWhole);

    private Span<TWhole> Wholes => MemoryMarshal.Cast<byte, TWhole>(_whole!.Writable.Span);

    /// <summary>The narrow sums, in the first half of the memory.</summary>
    private Span<TPart> Parts => MemoryMarshal.Cast<byte, TPart>(_whole!.Writable.Span)[..Wholes.Length];

    /// <summary>Takes a plane in, whose first element is at a place of a piece's area; only where parts are held.</summary>
    public void Add(in ProjectionPiece piece, int start, ReadOnlySpan<TIn> plane)
    {
        for (var done = 0; done < plane.Length;)
        {
            var count = piece.Run(start + done, plane.Length - done, out var target);
            TKernel.Add(plane.Slice(done, count), Parts.Slice(target, count));
            done += count;
        }
    }

    /// <summary>Takes a part in, whose first element is at a place of a piece's area.</summary>
    public void Merge(in ProjectionPiece piece, int start, ReadOnlySpan<TPart> part)
    {
        for (var done = 0; done < part.Length;)
        {
            var count = piece.Run(start + done, part.Length - done, out var target);
            if (_isNarrow)
            {
                TKernel.Join(part.Slice(done, count), Parts.Slice(target, count));
            }
            else
            {
                TKernel.Merge(part.Slice(done, count), Wholes.Slice(target, count));
            }

            done += count;
        }
    }

    /// <summary>Copies what has come of a part of a piece's area.</summary>
    public void Read(in ProjectionPiece piece, int start, Span<TWhole> sums)
    {
        for (var done = 0; done < sums.Length;)
        {
            var count = piece.Run(start + done, sums.Length - done, out var target);
            Read(target, sums.Slice(done, count));
            done += count;
        }
    }

    /// <summary>Writes sums of some planes into a picture of the type of the result.</summary>
    public void Write(in ProjectionPiece piece, int start, Span<TWhole> sums, long planes, SlicedArray picture)
    {
        var results = MemoryMarshal.AsBytes(sums);
        ProjectionResult.Convert(results, _wholeType, _shape, planes, results);
        var itemSize = picture.DataType.ItemSize();
        for (var done = 0; done < sums.Length;)
        {
            var count = piece.Run(start + done, sums.Length - done, out var target);
            results.Slice(done * itemSize, count * itemSize).CopyTo(picture.Writable.Span[(target * itemSize)..]);
            done += count;
        }
    }

    /// <summary>The result; the caller owns it, and nothing else may be called afterwards but <see cref="Dispose"/>.</summary>
    public SlicedArray Finish()
    {
        if (_isNarrow)
        {
            Widen();
        }
        else
        {
            var bytes = _whole!.Writable.Span;
            ProjectionResult.Convert(bytes, _wholeType, _shape, _shape.Planes, bytes);
        }

        var result = _whole!.Reinterpret(_shape.ResultType);
        _whole = null;
        return result;
    }

    public void Dispose() => _whole?.Dispose();

    private void Read(int target, Span<TWhole> sums)
    {
        if (_isNarrow)
        {
            sums.Fill(TKernel.NoChunks);
            TKernel.Merge(Parts.Slice(target, sums.Length), sums);
        }
        else
        {
            Wholes.Slice(target, sums.Length).CopyTo(sums);
        }
    }

    /// <summary>From the back, so that no result overwrites sums that have still to be widened.</summary>
    private void Widen()
    {
        Span<TWhole> block = stackalloc TWhole[BlockElements];
        for (var end = Wholes.Length; end > 0;)
        {
            var start = Math.Max(0, end - BlockElements);
            var sums = block[..(end - start)];
            Read(start, sums);
            var bytes = MemoryMarshal.AsBytes(sums);
            ProjectionResult.Convert(bytes, _wholeType, _shape, _shape.Planes, bytes);
            sums.CopyTo(Wholes[start..end]);
            end = start;
        }
    }
}
