using System.Buffers.Binary;
using System.Collections.Immutable;
using System.IO.Compression;
using Lamella.Contracts.Errors;
using Lamella.Engine.Arrays.Codecs.Checksums;

namespace Lamella.Engine.Arrays.Stores;

/// <summary>
/// The members of a zip that lies in another store, read by ranges. Stored members can be read in parts; deflated ones are
/// inflated whole. What is read whole is held against the zip's checksum. Encrypted members and other methods are as good as absent.
/// </summary>
public sealed class ZipStore : IStore
{
    private const int LocalHeaderLength = 30;
    private const uint LocalSignature = 0x04034b50;

    private readonly IStore _outer;
    private readonly StoreKey _zip;
    private readonly Dictionary<string, ZipEntry> _entries;

    private ZipStore(IStore outer, StoreKey zip, Dictionary<string, ZipEntry> entries)
    {
        _outer = outer;
        _zip = zip;
        _entries = entries;
        Uri = $"{outer.Uri}/{zip}";
    }

    /// <inheritdoc/>
    public string Uri { get; }

    /// <inheritdoc/>
    public string Kind => _outer.Kind;

    /// <inheritdoc/>
    public bool CanList => true;

    /// <summary>Whether bytes begin as a zip does.</summary>
    /// <param name="head">The first four bytes or more.</param>
    public static bool IsZip(ReadOnlySpan<byte> head) => head.Length >= 4 && head[0] == 'P' && head[1] == 'K' && head[2] is 3 or 5 && head[3] is 4 or 6;

    /// <summary>Reads the directory of a zip.</summary>
    /// <param name="outer">The store that holds it.</param>
    /// <param name="zip">Its key.</param>
    /// <param name="limits">Bounds the directory's length.</param>
    /// <param name="cancellationToken">Aborts the reads.</param>
    /// <exception cref="LamellaException">
    /// <see cref="LamellaErrorCode.InvalidMetadata"/>: damaged; <see cref="LamellaErrorCode.LimitExceeded"/>: too long a
    /// directory; <see cref="LamellaErrorCode.NotFound"/>; <see cref="LamellaErrorCode.StoreFailed"/>.
    /// </exception>
    public static async ValueTask<ZipStore> OpenAsync(IStore outer, StoreKey zip, ArrayLimits limits, CancellationToken cancellationToken) =>
        new(outer, zip, await ZipDirectory.ReadAsync(outer, zip, limits.MaxMetadataBytes, cancellationToken).ConfigureAwait(false));

    /// <inheritdoc/>
    public async ValueTask<StoreValue?> GetAsync(StoreKey key, int maxLength, CancellationToken cancellationToken)
    {
        if (!_entries.TryGetValue(key.Value, out var entry))
        {
            return null;
        }

        if (entry.Length > maxLength)
        {
            throw StoreErrors.TooLong(this, key, entry.Length, maxLength);
        }

        return entry.IsDeflated
            ? await InflateAsync(key, entry, cancellationToken).ConfigureAwait(false)
            : Checked(key, entry, await ReadAsync(key, entry, 0, (int)entry.Length, cancellationToken).ConfigureAwait(false));
    }

    /// <inheritdoc/>
    public async ValueTask<StoreValue?> GetRangeAsync(StoreKey key, ByteRange range, CancellationToken cancellationToken)
    {
        if (!_entries.TryGetValue(key.Value, out var entry))
        {
            return null;
        }

        var (offset, length) = range.Within(entry.Length);
        if (!entry.IsDeflated)
        {
            return await ReadAsync(key, entry, offset, length, cancellationToken).ConfigureAwait(false);
        }

        using var whole = await InflateAsync(key, entry, cancellationToken).ConfigureAwait(false);
        var part = StoreValue.Rent(length);
        whole.Bytes.Slice((int)offset, length).CopyTo(part.Memory);
        return part;
    }

    /// <inheritdoc/>
    public ValueTask<long?> GetLengthAsync(StoreKey key, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return new ValueTask<long?>(_entries.TryGetValue(key.Value, out var entry) ? entry.Length : null);
    }

    /// <inheritdoc/>
    public ValueTask<ImmutableArray<StoreEntry>> ListAsync(StoreKey key, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return new ValueTask<ImmutableArray<StoreEntry>>(StoreListing.Beneath(key, _entries.Keys));
    }

    private async ValueTask<StoreValue> ReadAsync(StoreKey key, ZipEntry entry, long offset, int length, CancellationToken cancellationToken)
    {
        if (entry.DataOffset < 0)
        {
            using var header = await _outer.GetRangeAsync(_zip, ByteRange.At(entry.HeaderOffset, LocalHeaderLength), cancellationToken).ConfigureAwait(false);
            if (header is not { Length: LocalHeaderLength } || BinaryPrimitives.ReadUInt32LittleEndian(header.Bytes.Span) != LocalSignature)
            {
                throw Damaged(key, $"there is no header at {entry.HeaderOffset}");
            }

            entry.DataOffset = entry.HeaderOffset + LocalHeaderLength
                + BinaryPrimitives.ReadUInt16LittleEndian(header.Bytes.Span[26..])
                + BinaryPrimitives.ReadUInt16LittleEndian(header.Bytes.Span[28..]);
        }

        var value = await _outer.GetRangeAsync(_zip, ByteRange.At(entry.DataOffset + offset, length), cancellationToken).ConfigureAwait(false);
        if (value is null || value.Length != length)
        {
            value?.Dispose();
            throw Damaged(key, $"the zip ends within it");
        }

        return value;
    }

    private async ValueTask<StoreValue> InflateAsync(StoreKey key, ZipEntry entry, CancellationToken cancellationToken)
    {
        if (entry.Length > Array.MaxLength || entry.CompressedLength > Array.MaxLength)
        {
            throw StoreErrors.TooLong(this, key, entry.Length, Array.MaxLength);
        }

        // Deflate makes bytes at most 1032 times fewer: a member that claims more is a trap, and is not rented for.
        if (entry.Length > (entry.CompressedLength * 1032) + 1032)
        {
            throw Damaged(key, $"{entry.CompressedLength} bytes cannot be inflated to {entry.Length}");
        }

        using var deflated = await ReadAsync(key, entry, 0, (int)entry.CompressedLength, cancellationToken).ConfigureAwait(false);
        var value = StoreValue.Rent((int)entry.Length);
        try
        {
            Inflate(deflated.Bytes.Span, value.Memory.Span);
            return Checked(key, entry, value);
        }
        catch (InvalidDataException exception)
        {
            value.Dispose();
            throw Damaged(key, exception.Message);
        }
        catch
        {
            value.Dispose();
            throw;
        }
    }

    private static unsafe void Inflate(ReadOnlySpan<byte> deflated, Span<byte> inflated)
    {
        if (deflated.IsEmpty)
        {
            throw new InvalidDataException("it has no bytes");
        }

        fixed (byte* start = deflated)
        {
            using var source = new UnmanagedMemoryStream(start, deflated.Length);
            using var stream = new DeflateStream(source, CompressionMode.Decompress);
            var read = stream.ReadAtLeast(inflated, inflated.Length, throwOnEndOfStream: false);
            if (read != inflated.Length || stream.ReadByte() >= 0)
            {
                throw new InvalidDataException($"it does not inflate to {inflated.Length} bytes");
            }
        }
    }

    private StoreValue Checked(StoreKey key, ZipEntry entry, StoreValue value)
    {
        var checksum = Checksum.Crc32(value.Bytes.Span);
        if (checksum == entry.Checksum)
        {
            return value;
        }

        value.Dispose();
        throw Damaged(key, $"its CRC-32 is {checksum:x8}, the zip says {entry.Checksum:x8}");
    }

    private LamellaException Damaged(StoreKey key, string why) =>
        new(LamellaErrorCode.StoreFailed, $"{Uri}/{key} could not be read: {why}.", $"{Uri}/{key}");
}
