using System.Runtime.InteropServices;

namespace Lamella.Engine.Arrays.Formats.Flat;

/// <summary>Copies n-D blocks of elements between two layouts.</summary>
internal static class StridedCopy
{
    /// <summary>Bytes from one element to the next along each axis of a dense array.</summary>
    /// <param name="shape">Its shape.</param>
    /// <param name="itemSize">Bytes of an element.</param>
    /// <param name="isFortran">Whether the first axis varies fastest, rather than the last.</param>
    public static long[] Strides(ReadOnlySpan<long> shape, int itemSize, bool isFortran)
    {
        var strides = new long[shape.Length];
        var stride = (long)itemSize;
        for (var i = 0; i < strides.Length; i++)
        {
            var axis = isFortran ? i : strides.Length - 1 - i;
            strides[axis] = stride;
            stride *= Math.Max(1, shape[axis]);
        }

        return strides;
    }

    /// <summary>Copies a block.</summary>
    /// <param name="source">Where from; its first byte is the block's first element.</param>
    /// <param name="sourceStrides">Bytes between neighbours, per axis.</param>
    /// <param name="destination">Where to; its first byte is the block's first element.</param>
    /// <param name="destinationStrides">Bytes between neighbours, per axis.</param>
    /// <param name="extents">Elements per axis.</param>
    /// <param name="itemSize">Bytes of an element: 1, 2, 4, 8 or 16.</param>
    public static void Copy(
        ReadOnlySpan<byte> source,
        ReadOnlySpan<long> sourceStrides,
        Span<byte> destination,
        ReadOnlySpan<long> destinationStrides,
        ReadOnlySpan<int> extents,
        int itemSize)
    {
        switch (itemSize)
        {
            case 1:
                Copy<byte>(source, sourceStrides, destination, destinationStrides, extents);
                break;
            case 2:
                Copy<ushort>(source, sourceStrides, destination, destinationStrides, extents);
                break;
            case 4:
                Copy<uint>(source, sourceStrides, destination, destinationStrides, extents);
                break;
            case 8:
                Copy<ulong>(source, sourceStrides, destination, destinationStrides, extents);
                break;
            default:
                Copy<UInt128>(source, sourceStrides, destination, destinationStrides, extents);
                break;
        }
    }

    private static void Copy<T>(
        ReadOnlySpan<byte> source,
        ReadOnlySpan<long> sourceStrides,
        Span<byte> destination,
        ReadOnlySpan<long> destinationStrides,
        ReadOnlySpan<int> extents)
        where T : unmanaged
    {
        if (extents.IsEmpty)
        {
            MemoryMarshal.Write(destination, MemoryMarshal.Read<T>(source));
            return;
        }

        if (extents.Length > 1)
        {
            for (var i = 0; i < extents[0]; i++)
            {
                Copy<T>(
                    source[(int)(i * sourceStrides[0])..],
                    sourceStrides[1..],
                    destination[(int)(i * destinationStrides[0])..],
                    destinationStrides[1..],
                    extents[1..]);
            }

            return;
        }

        var (from, to) = ((int)sourceStrides[0], (int)destinationStrides[0]);
        for (var i = 0; i < extents[0]; i++)
        {
            MemoryMarshal.Write(destination[(i * to)..], MemoryMarshal.Read<T>(source[(i * from)..]));
        }
    }
}
