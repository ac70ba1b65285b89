using Lamella.Contracts.Arrays;
using Lamella.Engine.Arrays;

namespace Lamella.Engine.Tests.Arrays;

/// <summary>Reads a box of an array, chunk by chunk, row by row: quick enough for whole real images.</summary>
/// <param name="array">The array.</param>
internal sealed class ArrayBox(IChunkedArray array)
{
    private readonly ArrayMetadata _metadata = array.Metadata;
    private readonly int _itemSize = array.Metadata.DataType.ItemSize();

    public static Task<byte[]> ReadWholeAsync(IChunkedArray array, CancellationToken cancellationToken) => new ArrayBox(array).ReadAsync(
        new long[array.Metadata.Rank], [.. array.Metadata.Shape], [.. Enumerable.Repeat(1L, array.Metadata.Rank)], cancellationToken);

    /// <summary>The elements start, start + step … below stop along each axis, in C order, little-endian.</summary>
    public async Task<byte[]> ReadAsync(long[] start, long[] stop, long[] step, CancellationToken cancellationToken)
    {
        var shape = start.Select((first, axis) => Math.Max(0, (stop[axis] - first + step[axis] - 1) / step[axis])).ToArray();
        var output = new byte[shape.Aggregate((long)_itemSize, static (bytes, extent) => bytes * extent)];
        if (output.Length == 0)
        {
            return output;
        }

        var first = start.Select((at, axis) => (int)(at / _metadata.ChunkShape[axis])).ToArray();
        var last = start.Select((at, axis) => (int)((at + ((shape[axis] - 1) * step[axis])) / _metadata.ChunkShape[axis])).ToArray();
        var index = (int[])first.Clone();
        var chunk = new byte[_metadata.ChunkByteLength];
        do
        {
            using var encoded = await array.ReadAsync(index, cancellationToken);
            if (encoded is null)
            {
                Fill(chunk);
            }
            else
            {
                array.Decode(encoded, chunk);
            }

            Copy(0, chunk, 0, output, 0, index, start, step, shape);
        }
        while (Advance(index, first, last));
        return output;
    }

    private static bool Advance(int[] index, int[] first, int[] last)
    {
        for (var axis = index.Length - 1; axis >= 0; axis--)
        {
            if (++index[axis] <= last[axis])
            {
                return true;
            }

            index[axis] = first[axis];
        }

        return false;
    }

    private void Fill(Span<byte> chunk)
    {
        var fill = _metadata.FillValue.IsEmpty ? new byte[_itemSize] : _metadata.FillValue.AsSpan();
        for (var at = 0; at < chunk.Length; at += fill.Length)
        {
            fill.CopyTo(chunk[at..]);
        }
    }

    private void Copy(int axis, byte[] chunk, long from, byte[] output, long to, int[] index, long[] start, long[] step, long[] shape)
    {
        if (axis == _metadata.Rank)
        {
            chunk.AsSpan((int)from * _itemSize, _itemSize).CopyTo(output.AsSpan((int)to * _itemSize));
            return;
        }

        var extent = _metadata.ChunkShape[axis];
        var origin = (long)index[axis] * extent;
        var low = Math.Max(0, (origin - start[axis] + step[axis] - 1) / step[axis]);
        var high = Math.Min(shape[axis], (origin + extent - start[axis] + step[axis] - 1) / step[axis]);
        if (axis == _metadata.Rank - 1 && step[axis] == 1)
        {
            var source = ((from * extent) + start[axis] + low - origin) * _itemSize;
            chunk.AsSpan((int)source, (int)(high - low) * _itemSize).CopyTo(output.AsSpan((int)((to * shape[axis]) + low) * _itemSize));
            return;
        }

        for (var at = low; at < high; at++)
        {
            Copy(axis + 1, chunk, (from * extent) + start[axis] + (at * step[axis]) - origin, output, (to * shape[axis]) + at, index, start, step, shape);
        }
    }
}
