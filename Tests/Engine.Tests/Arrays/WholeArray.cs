using Lamella.Contracts.Arrays;
using Lamella.Engine.Arrays;
using Xunit;

namespace Lamella.Engine.Tests.Arrays;

/// <summary>Reads arrays whole, chunk by chunk, the slow and obvious way: the oracle for everything faster.</summary>
internal static class WholeArray
{
    public static async Task<byte[]> ReadAsync(IChunkedArray array, CancellationToken cancellationToken)
    {
        var metadata = array.Metadata;
        var itemSize = metadata.DataType.ItemSize();
        var whole = new byte[metadata.Shape.Aggregate((long)itemSize, static (bytes, extent) => bytes * extent)];
        var chunks = metadata.Rank == 0 ? 1 : Enumerable.Range(0, metadata.Rank).Aggregate(1L, (count, axis) => count * metadata.GridExtent(axis));
        for (var number = 0L; number < chunks; number++)
        {
            var index = new int[metadata.Rank];
            var rest = number;
            for (var axis = metadata.Rank - 1; axis >= 0; axis--)
            {
                index[axis] = (int)(rest % metadata.GridExtent(axis));
                rest /= metadata.GridExtent(axis);
            }

            Place(metadata, index, await ChunkAsync(array, index, cancellationToken), whole, itemSize);
        }

        return whole;
    }

    public static async Task<byte[]> ChunkAsync(IChunkedArray array, int[] index, CancellationToken cancellationToken)
    {
        var resident = array.GetResident(index);
        if (!resident.IsEmpty)
        {
            Assert.Equal(array.Metadata.ChunkByteLength, resident.Length);
            return resident.ToArray();
        }

        var chunk = new byte[array.Metadata.ChunkByteLength];
        using var encoded = await array.ReadAsync(index, cancellationToken);
        if (encoded is null)
        {
            var fill = array.Metadata.FillValue;
            for (var i = 0; i < chunk.Length && fill.Length > 0; i++)
            {
                chunk[i] = fill[i % fill.Length];
            }

            return chunk;
        }

        array.Decode(encoded, chunk);
        return chunk;
    }

    private static void Place(ArrayMetadata metadata, int[] index, byte[] chunk, byte[] whole, int itemSize)
    {
        for (var element = 0; element < chunk.Length / itemSize; element++)
        {
            var (rest, target, stride, inside) = (element, 0L, 1L, true);
            for (var axis = metadata.Rank - 1; axis >= 0; axis--)
            {
                var at = (index[axis] * (long)metadata.ChunkShape[axis]) + (rest % metadata.ChunkShape[axis]);
                rest /= metadata.ChunkShape[axis];
                inside &= at < metadata.Shape[axis];
                target += at * stride;
                stride *= metadata.Shape[axis];
            }

            if (inside)
            {
                chunk.AsSpan(element * itemSize, itemSize).CopyTo(whole.AsSpan((int)target * itemSize));
            }
        }
    }
}
