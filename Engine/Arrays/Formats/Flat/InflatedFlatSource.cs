using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Lamella.Contracts.Errors;
using Lamella.Engine.Arrays.Stores;

namespace Lamella.Engine.Arrays.Formats.Flat;

/// <summary>
/// A compressed run of bytes, inflated once, from its beginning to the farthest byte that was asked for, and kept for as
/// long as the image is. One reader inflates at a time, on behalf of all; when it is cancelled, the next goes on from there.
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "A semaphore whose wait handle nobody asks for holds nothing to dispose of.")]
internal sealed class InflatedFlatSource : IFlatSource
{
    private const int BlockLength = 4 << 20;

    /// <summary>DEFLATE shrinks by at most 1032: a longer claim is a lie, however short the file.</summary>
    private const long MaxRatio = 1032;

    private readonly ImageSource _source;
    private readonly Stream _inflater;
    private readonly long _length;
    private readonly byte[]?[] _blocks;
    private readonly SemaphoreSlim _gate = new(1);
    private long _filled;
    private LamellaException? _failure;

    /// <param name="source">The file.</param>
    /// <param name="inflater">Inflates its compressed part; belongs to this object from now on.</param>
    /// <param name="compressedLength">Bytes of the compressed part.</param>
    /// <param name="length">Bytes that it inflates to, as its metadata says.</param>
    /// <exception cref="LamellaException">
    /// <see cref="LamellaErrorCode.LimitExceeded"/>: more than <see cref="ArrayLimits.MaxInflatedBytes"/>;
    /// <see cref="LamellaErrorCode.InvalidMetadata"/>: more than so few bytes can inflate to.
    /// </exception>
    public InflatedFlatSource(ImageSource source, Stream inflater, long compressedLength, long length)
    {
        if (length > source.Limits.MaxInflatedBytes)
        {
            throw new LamellaException(
                LamellaErrorCode.LimitExceeded,
                $"{source.Uri} inflates to {length} bytes, at most {source.Limits.MaxInflatedBytes} are kept in memory; store it uncompressed.",
                source.Uri,
                expected: $"at most {source.Limits.MaxInflatedBytes} bytes",
                got: $"{length} bytes");
        }

        if (length / MaxRatio > compressedLength)
        {
            throw new LamellaException(
                LamellaErrorCode.InvalidMetadata,
                $"{source.Uri}: {length} bytes are promised, {compressedLength} compressed bytes cannot hold them; it is truncated or damaged.",
                source.Uri,
                expected: $"{length} bytes",
                got: $"at most {compressedLength * MaxRatio} bytes");
        }

        _source = source;
        _inflater = inflater;
        _length = length;
        _blocks = new byte[]?[(length + BlockLength - 1) / BlockLength];
    }

    // Once inflated the bytes are at hand; until then they are as far away as their store.
    public StoreKind Kind => _source.Store.ToStoreKind();

    public ReadOnlyMemory<byte> GetResident(long offset, int length) =>
        Volatile.Read(ref _filled) >= offset + length && offset / BlockLength == (offset + length - 1) / BlockLength
            ? _blocks[offset / BlockLength].AsMemory((int)(offset % BlockLength), length)
            : default;

    public async ValueTask<EncodedChunk> ReadAsync(long offset, int length, object? state, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (Volatile.Read(ref _filled) < offset + length)
        {
            await InflateToAsync(offset + length, cancellationToken).ConfigureAwait(false);
        }

        if (GetResident(offset, length) is { IsEmpty: false } resident)
        {
            return new EncodedChunk(resident, owner: null, state);
        }

        var value = StoreValue.Rent(length);
        for (var done = 0; done < length;)
        {
            var position = offset + done;
            var start = (int)(position % BlockLength);
            var count = Math.Min(BlockLength - start, length - done);
            _blocks[position / BlockLength].AsSpan(start, count).CopyTo(value.Memory.Span[done..]);
            done += count;
        }

        return new EncodedChunk(value.Bytes, value, state);
    }

    private async ValueTask InflateToAsync(long stop, CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            while (_filled < stop)
            {
                if (_failure is not null)
                {
                    throw new LamellaException(_failure.Code, _failure.Message, _failure.Path, _failure.Expected, _failure.Got);
                }

                await InflateSomeAsync(cancellationToken).ConfigureAwait(false);
            }
        }
        finally
        {
            _gate.Release();
        }
    }

    private async ValueTask InflateSomeAsync(CancellationToken cancellationToken)
    {
        var index = _filled / BlockLength;
        var start = (int)(_filled % BlockLength);
        var block = _blocks[index] ??= GC.AllocateUninitializedArray<byte>((int)Math.Min(BlockLength, _length - (index * BlockLength)));
        int count;
        try
        {
            count = await _inflater.ReadAsync(block.AsMemory(start), cancellationToken).ConfigureAwait(false);
        }
        catch (InvalidDataException exception)
        {
            throw _failure = Corrupt($"its compressed part is damaged near byte {_filled}: {exception.Message}", null);
        }

        if (count == 0)
        {
            throw _failure = Corrupt(
                string.Create(CultureInfo.InvariantCulture, $"its compressed part ends after {_filled} of {_length} bytes; it is truncated"),
                string.Create(CultureInfo.InvariantCulture, $"{_filled} bytes"));
        }

        Volatile.Write(ref _filled, _filled + count);
    }

    private LamellaException Corrupt(string what, string? got) => new(
        LamellaErrorCode.CorruptChunk,
        $"{_source.Uri}: {what}.",
        _source.Uri,
        expected: string.Create(CultureInfo.InvariantCulture, $"{_length} bytes"),
        got: got);
}
