using Lamella.Contracts.Arrays;

namespace Lamella.Engine.Arrays.Formats.Memory;

/// <summary>Copies one chunk out of a whole array, row by row.</summary>
internal static class ChunkGather
{
    /// <summary>Gathers a chunk.</summary>
    /// <param name="array">The whole array, C order.</param>
    /// <param name="metadata">Its shape and grid.</param>
    /// <param name="chunkIndex">Which chunk.</param>
    /// <param name="destination">Receives the chunk, C order; what lies beyond the array is zero.</param>
    public static void Gather(ReadOnlySpan<byte> array, ArrayMetadata metadata, ReadOnlySpan<int> chunkIndex, Span<byte> destination)
    {
        var rank = metadata.Rank;
        var itemSize = metadata.DataType.ItemSize();
        if (rank == 0)
        {
            array[..itemSize].CopyTo(destination);
            return;
        }

        Span<long> strides = stackalloc long[rank];
        Span<int> extents = stackalloc int[rank];
        var stride = (long)itemSize;
        var origin = 0L;
        var clipped = false;
        for (var axis = rank - 1; axis >= 0; axis--)
        {
            strides[axis] = stride;
            var start = (long)chunkIndex[axis] * metadata.ChunkShape[axis];
            extents[axis] = (int)Math.Min(metadata.ChunkShape[axis], metadata.Shape[axis] - start);
            clipped |= extents[axis] < metadata.ChunkShape[axis];
            origin += start * stride;
            stride *= metadata.Shape[axis];
        }

        if (clipped)
        {
            destination.Clear();
        }

        CopyRows(array, destination, metadata, strides, extents, axis: 0, origin, offset: 0, itemSize);
    }

    private static void CopyRows(
        ReadOnlySpan<byte> array,
        Span<byte> destination,
        ArrayMetadata metadata,
        ReadOnlySpan<long> strides,
        ReadOnlySpan<int> extents,
        int axis,
        long source,
        int offset,
        int itemSize)
    {
        if (axis == metadata.Rank - 1)
        {
            array.Slice((int)source, extents[axis] * itemSize).CopyTo(destination[offset..]);
            return;
        }

        var step = itemSize;
        for (var inner = axis + 1; inner < metadata.Rank; inner++)
        {
            step *= metadata.ChunkShape[inner];
        }

        for (var i = 0; i < extents[axis]; i++)
        {
            CopyRows(array, destination, metadata, strides, extents, axis + 1, source + (i * strides[axis]), offset + (i * step), itemSize);
        }
    }
}
