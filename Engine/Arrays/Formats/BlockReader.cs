using Lamella.Contracts.Errors;

namespace Lamella.Engine.Arrays.Formats;

/// <summary>
/// Reads the many small pieces that metadata is scattered in, through the last few blocks of the file, so that neighbours
/// cost one read. For one caller at a time.
/// </summary>
/// <param name="source">The file.</param>
internal sealed class BlockReader(ImageSource source)
{
    /// <summary>Bytes of a block: directories of multi-page files lie apart, so more would be read in vain.</summary>
    private const int BlockLength = 8 << 10;

    private const int MaxBlocks = 256;

    private readonly Dictionary<long, byte[]> _blocks = [];
    private readonly Queue<long> _age = new();

    /// <summary>The file.</summary>
    public ImageSource Source => source;

    /// <summary>Reads exactly a range.</summary>
    /// <param name="offset">First byte, not trusted.</param>
    /// <param name="length">Number of bytes, not trusted.</param>
    /// <param name="what">What the range holds, for errors.</param>
    /// <param name="cancellationToken">Aborts the read.</param>
    /// <exception cref="LamellaException">
    /// <see cref="LamellaErrorCode.InvalidMetadata"/>: it leaves the file; <see cref="LamellaErrorCode.LimitExceeded"/>: more
    /// than <see cref="ArrayLimits.MaxMetadataBytes"/>.
    /// </exception>
    public async ValueTask<byte[]> ReadAsync(long offset, long length, string what, CancellationToken cancellationToken)
    {
        if (length > source.Limits.MaxMetadataBytes)
        {
            throw new LamellaException(
                LamellaErrorCode.LimitExceeded,
                $"{source.Uri}: {what} has {length} bytes, at most {source.Limits.MaxMetadataBytes} of metadata are read at once.",
                source.Uri,
                expected: $"at most {source.Limits.MaxMetadataBytes} bytes",
                got: $"{length} bytes");
        }

        if (length > BlockLength || offset < 0 || length < 0 || offset > source.Length - length)
        {
            using var value = await ExactRange.ReadAsync(
                source, offset, length, LamellaErrorCode.InvalidMetadata, what, cancellationToken).ConfigureAwait(false);
            return value.Bytes.ToArray();
        }

        var bytes = new byte[length];
        for (var done = 0; done < bytes.Length;)
        {
            var position = offset + done;
            var block = await GetBlockAsync(position / BlockLength, what, cancellationToken).ConfigureAwait(false);
            var start = (int)(position % BlockLength);
            var count = Math.Min(block.Length - start, bytes.Length - done);
            block.AsSpan(start, count).CopyTo(bytes.AsSpan(done));
            done += count;
        }

        return bytes;
    }

    private async ValueTask<byte[]> GetBlockAsync(long index, string what, CancellationToken cancellationToken)
    {
        if (_blocks.TryGetValue(index, out var block))
        {
            return block;
        }

        var offset = index * BlockLength;
        using var value = await ExactRange.ReadAsync(
            source,
            offset,
            Math.Min(BlockLength, source.Length - offset),
            LamellaErrorCode.InvalidMetadata,
            what,
            cancellationToken).ConfigureAwait(false);
        block = value.Bytes.ToArray();
        if (_age.Count == MaxBlocks)
        {
            _blocks.Remove(_age.Dequeue());
        }

        _blocks[index] = block;
        _age.Enqueue(index);
        return block;
    }
}
