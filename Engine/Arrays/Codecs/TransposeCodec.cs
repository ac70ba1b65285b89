using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Lamella.Engine.Arrays.Codecs;

/// <summary>Puts axes that are stored in another order back: Zarr v3 <c>transpose</c>, and Zarr v2's order F.</summary>
internal sealed class TransposeCodec : Codec
{
    /// <summary>Elements of a tile's side: two tiles of 8-byte elements fit the first-level cache.</summary>
    private const int Tile = 32;

    private readonly ImmutableArray<int> _order;
    private readonly int _itemSize;
    private readonly long _length;

    /// <summary>Per decoded axis but the tiled two: extent, and strides in elements.</summary>
    private readonly Loop[] _outer;
    private readonly Loop _rows;
    private readonly Loop _columns;

    /// <summary>Creates a codec.</summary>
    /// <param name="decodedShape">Extents in the array's own order.</param>
    /// <param name="order">Stored axis i is the array's axis order[i]; a permutation.</param>
    /// <param name="itemSize">Bytes of an element: 1, 2, 4, 8 or 16.</param>
    public TransposeCodec(ReadOnlySpan<int> decodedShape, ImmutableArray<int> order, int itemSize)
    {
        _order = order;
        _itemSize = itemSize;
        var rank = decodedShape.Length;
        var loops = new Loop[rank];
        long encodedStride = 1;
        for (var stored = rank - 1; stored >= 0; stored--)
        {
            loops[order[stored]] = new Loop(decodedShape[order[stored]], (int)encodedStride, 0);
            encodedStride *= decodedShape[order[stored]];
        }

        long decodedStride = 1;
        for (var axis = rank - 1; axis >= 0; axis--)
        {
            loops[axis] = loops[axis] with { DecodedStride = (int)decodedStride };
            decodedStride *= decodedShape[axis];
        }

        _length = decodedStride * itemSize;

        // The columns run along the output's memory; the rows along the input's, or where both are one axis along any other.
        var columns = rank - 1;
        var rows = order[rank - 1] != columns ? order[rank - 1] : Enumerable.Range(0, rank - 1).MaxBy(axis => loops[axis].Extent);
        _columns = loops[columns];
        _rows = rank > 1 ? loops[rows] : new Loop(1, 0, 0);
        _outer = [.. loops.Where((_, axis) => axis != columns && axis != rows)];
    }

    /// <inheritdoc/>
    public override string Name => $"transpose({string.Join(',', _order)})";

    /// <summary>Whether a permutation leaves every axis where it is.</summary>
    /// <param name="order">The permutation.</param>
    public static bool IsIdentity(ImmutableArray<int> order) => order.Select(static (axis, index) => axis == index).All(static same => same);

    /// <inheritdoc/>
    public override long EncodedBound(long decodedLength) => decodedLength;

    /// <inheritdoc/>
    public override int Decode(ReadOnlySpan<byte> encoded, Span<byte> decoded)
    {
        if (encoded.Length != _length || decoded.Length < _length)
        {
            throw new CorruptDataException($"it decodes to {encoded.Length} bytes, a chunk has {_length}");
        }

        switch (_itemSize)
        {
            case 1:
                Run(encoded, decoded);
                break;
            case 2:
                Run(MemoryMarshal.Cast<byte, ushort>(encoded), MemoryMarshal.Cast<byte, ushort>(decoded));
                break;
            case 4:
                Run(MemoryMarshal.Cast<byte, uint>(encoded), MemoryMarshal.Cast<byte, uint>(decoded));
                break;
            case 8:
                Run(MemoryMarshal.Cast<byte, ulong>(encoded), MemoryMarshal.Cast<byte, ulong>(decoded));
                break;
            default:
                Run(MemoryMarshal.Cast<byte, UInt128>(encoded), MemoryMarshal.Cast<byte, UInt128>(decoded));
                break;
        }

        return (int)_length;
    }

    private void Run<T>(ReadOnlySpan<T> encoded, Span<T> decoded)
        where T : unmanaged
    {
        Span<int> position = stackalloc int[_outer.Length];
        position.Clear();
        while (true)
        {
            int encodedStart = 0, decodedStart = 0;
            for (var axis = 0; axis < _outer.Length; axis++)
            {
                encodedStart += position[axis] * _outer[axis].EncodedStride;
                decodedStart += position[axis] * _outer[axis].DecodedStride;
            }

            CopyPlane(encoded[encodedStart..], decoded[decodedStart..]);

            var carry = _outer.Length - 1;
            while (carry >= 0 && ++position[carry] == _outer[carry].Extent)
            {
                position[carry--] = 0;
            }

            if (carry < 0)
            {
                return;
            }
        }
    }

    private void CopyPlane<T>(ReadOnlySpan<T> encoded, Span<T> decoded)
        where T : unmanaged
    {
        for (var rowStart = 0; rowStart < _rows.Extent; rowStart += Tile)
        {
            var rowStop = Math.Min(rowStart + Tile, _rows.Extent);
            for (var columnStart = 0; columnStart < _columns.Extent; columnStart += Tile)
            {
                var columnStop = Math.Min(columnStart + Tile, _columns.Extent);
                for (var row = rowStart; row < rowStop; row++)
                {
                    CopyRun(
                        encoded[((row * _rows.EncodedStride) + (columnStart * _columns.EncodedStride))..],
                        decoded.Slice((row * _rows.DecodedStride) + columnStart, columnStop - columnStart),
                        _columns.EncodedStride);
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void CopyRun<T>(ReadOnlySpan<T> encoded, Span<T> decoded, int stride)
        where T : unmanaged
    {
        if (stride == 1)
        {
            encoded[..decoded.Length].CopyTo(decoded);
            return;
        }

        var source = 0;
        for (var index = 0; index < decoded.Length; index++)
        {
            decoded[index] = encoded[source];
            source += stride;
        }
    }

    private readonly record struct Loop(int Extent, int EncodedStride, int DecodedStride);
}
