using Lamella.Contracts.Arrays;
using Lamella.Contracts.Errors;
using Lamella.Engine.Arrays;

namespace Lamella.Engine.Sources;

/// <summary>Reads arrays whole that hold rows of numbers, chunk by chunk.</summary>
internal static class NumberArraySource
{
    /// <summary>Reads an array.</summary>
    /// <param name="image">The array, as a format opened it; its finest level counts.</param>
    /// <param name="limits">How many bytes and rows it may have.</param>
    /// <param name="cancellationToken">Aborts the reads.</param>
    /// <exception cref="LamellaException">
    /// Too large, of complex numbers, without rows, or a chunk is damaged.
    /// </exception>
    public static async ValueTask<NumberArray> ReadAsync(OpenedImage image, SourceLimits limits, CancellationToken cancellationToken)
    {
        var array = image.Levels[0];
        var metadata = array.Metadata;
        var bytes = new byte[CheckedLength(image.Uri, metadata, limits)];
        if (bytes.Length > 0)
        {
            var chunk = new byte[metadata.ChunkByteLength];
            var index = new int[metadata.Rank];
            do
            {
                await ReadChunkAsync(array, index, chunk, cancellationToken).ConfigureAwait(false);
                Scatter(chunk, metadata, index, bytes);
            }
            while (Advance(index, metadata));
        }

        return new NumberArray([.. metadata.Shape.Select(static length => (int)length)], metadata.DataType, bytes);
    }

    private static int CheckedLength(string uri, ArrayMetadata metadata, SourceLimits limits)
    {
        if (metadata.Rank == 0 || metadata.DataType is DataType.Complex64 or DataType.Complex128)
        {
            throw SourceErrors.Invalid(
                uri, $"a {metadata.Rank}-D array of {metadata.DataType} holds no rows of numbers.", "a 2-D or 3-D array of real numbers", $"{metadata.Rank}-D {metadata.DataType}");
        }

        var bytes = (UInt128)metadata.DataType.ItemSize();
        foreach (var length in metadata.Shape)
        {
            // Cut off beyond the limit, so that the product of lengths cannot overflow.
            bytes = UInt128.Min(bytes * (UInt128)length, UInt128.MaxValue >> 64);
        }

        return bytes <= (UInt128)limits.MaxFileBytes && metadata.Shape[0] <= limits.MaxRows
            ? (int)bytes
            : throw SourceErrors.TooMuch(uri, "bytes", limits.MaxFileBytes, (long)UInt128.Min(bytes, long.MaxValue));
    }

    private static async ValueTask ReadChunkAsync(IChunkedArray array, int[] index, byte[] chunk, CancellationToken cancellationToken)
    {
        var resident = array.GetResident(index);
        if (!resident.IsEmpty)
        {
            resident.Span.CopyTo(chunk);
            return;
        }

        using var encoded = await array.ReadAsync(index.ToArray(), cancellationToken).ConfigureAwait(false);
        if (encoded is not null)
        {
            array.Decode(encoded, chunk);
            return;
        }

        var fill = array.Metadata.FillValue;
        chunk.AsSpan().Clear();
        for (var offset = 0; offset < chunk.Length && !fill.IsEmpty; offset += fill.Length)
        {
            fill.CopyTo(chunk, offset);
        }
    }

    /// <summary>Copies what of a chunk lies within the array, one innermost row at a time.</summary>
    private static void Scatter(ReadOnlySpan<byte> chunk, ArrayMetadata metadata, ReadOnlySpan<int> index, Span<byte> array)
    {
        var (rank, size) = (metadata.Rank, metadata.DataType.ItemSize());
        Span<int> at = stackalloc int[rank];
        at.Clear();
        Span<int> extent = stackalloc int[rank];
        for (var axis = 0; axis < rank; axis++)
        {
            extent[axis] = (int)Math.Min(metadata.ChunkShape[axis], metadata.Shape[axis] - ((long)index[axis] * metadata.ChunkShape[axis]));
        }

        while (at[0] < extent[0])
        {
            long from = 0, to = 0;
            for (var axis = 0; axis < rank; axis++)
            {
                from = (from * metadata.ChunkShape[axis]) + at[axis];
                to = (to * metadata.Shape[axis]) + ((long)index[axis] * metadata.ChunkShape[axis]) + at[axis];
            }

            chunk.Slice((int)from * size, extent[^1] * size).CopyTo(array[((int)to * size)..]);
            at[^1] = extent[^1];
            for (var axis = rank - 1; axis > 0 && at[axis] >= extent[axis]; axis--)
            {
                at[axis] = 0;
                at[axis - 1]++;
            }
        }
    }

    private static bool Advance(int[] index, ArrayMetadata metadata)
    {
        for (var axis = index.Length - 1; axis >= 0; axis--)
        {
            if (++index[axis] < metadata.GridExtent(axis))
            {
                return true;
            }

            index[axis] = 0;
        }

        return false;
    }
}
