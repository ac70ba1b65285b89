using System.Buffers.Binary;
using System.Text;
using Lamella.Contracts.Errors;

namespace Lamella.Engine.Arrays.Stores;

/// <summary>Reads the central directory of a zip (APPNOTE 4.3.12 to 4.3.16, with Zip64).</summary>
internal static class ZipDirectory
{
    private const uint EndSignature = 0x06054b50;
    private const uint End64LocatorSignature = 0x07064b50;
    private const uint End64Signature = 0x06064b50;
    private const uint EntrySignature = 0x02014b50;
    private const int EndLength = 22;
    private const int End64LocatorLength = 20;
    private const int End64Length = 56;
    private const int EntryLength = 46;
    private const int MaxCommentLength = ushort.MaxValue;
    private const ushort Stored = 0;
    private const ushort Deflated = 8;
    private const ushort Encrypted = 1;
    private const ushort Utf8 = 0x800;

    /// <summary>Reads the directory.</summary>
    /// <param name="store">The store that holds the zip.</param>
    /// <param name="key">The zip's key.</param>
    /// <param name="maxBytes">Most bytes of the directory.</param>
    /// <param name="cancellationToken">Aborts the reads.</param>
    /// <exception cref="LamellaException">
    /// <see cref="LamellaErrorCode.InvalidMetadata"/>: damaged; <see cref="LamellaErrorCode.LimitExceeded"/>: too long.
    /// </exception>
    public static async ValueTask<Dictionary<string, ZipEntry>> ReadAsync(IStore store, StoreKey key, int maxBytes, CancellationToken cancellationToken)
    {
        var length = await store.GetLengthAsync(key, cancellationToken).ConfigureAwait(false)
            ?? throw new LamellaException(LamellaErrorCode.NotFound, $"{store.Uri}/{key} does not exist.", $"{store.Uri}/{key}");
        using var tail = await store.GetRangeAsync(key, ByteRange.Last(EndLength + MaxCommentLength + End64LocatorLength), cancellationToken).ConfigureAwait(false)
            ?? throw Damaged(store, key, "it has gone");
        var (offset, size) = FindDirectory(tail.Bytes.Span, out var end64Offset) ?? throw Damaged(store, key, "it has no end of central directory");
        if (end64Offset is { } place)
        {
            using var end64 = await store.GetRangeAsync(key, ByteRange.At(place, End64Length), cancellationToken).ConfigureAwait(false);
            (offset, size) = ParseEnd64(end64 is null ? default : end64.Bytes.Span) ?? throw Damaged(store, key, "its Zip64 record is missing");
        }

        if (size > maxBytes)
        {
            throw StoreErrors.TooLong(store, key.UncheckedAppend("(directory)"), size, maxBytes);
        }

        if (offset < 0 || size < 0 || offset > length - size)
        {
            throw Damaged(store, key, $"its directory of {size} bytes at {offset} is beyond its {length} bytes");
        }

        using var directory = await store.GetRangeAsync(key, ByteRange.At(offset, (int)size), cancellationToken).ConfigureAwait(false);
        return directory is null ? throw Damaged(store, key, "it has gone") : Parse(directory.Bytes.Span, length);
    }

    private static (long Offset, long Size)? FindDirectory(ReadOnlySpan<byte> tail, out long? end64Offset)
    {
        end64Offset = null;
        for (var position = tail.Length - EndLength; position >= 0; position--)
        {
            var end = tail[position..];
            if (BinaryPrimitives.ReadUInt32LittleEndian(end) != EndSignature)
            {
                continue;
            }

            var locator = position >= End64LocatorLength ? tail[(position - End64LocatorLength)..] : default;
            if (!locator.IsEmpty && BinaryPrimitives.ReadUInt32LittleEndian(locator) == End64LocatorSignature)
            {
                end64Offset = Math.Max(0, BinaryPrimitives.ReadInt64LittleEndian(locator[8..]));
            }

            return (BinaryPrimitives.ReadUInt32LittleEndian(end[16..]), BinaryPrimitives.ReadUInt32LittleEndian(end[12..]));
        }

        return null;
    }

    private static (long Offset, long Size)? ParseEnd64(ReadOnlySpan<byte> end) =>
        end.Length == End64Length && BinaryPrimitives.ReadUInt32LittleEndian(end) == End64Signature
            ? (BinaryPrimitives.ReadInt64LittleEndian(end[48..]), BinaryPrimitives.ReadInt64LittleEndian(end[40..]))
            : null;

    private static Dictionary<string, ZipEntry> Parse(ReadOnlySpan<byte> directory, long fileLength)
    {
        var entries = new Dictionary<string, ZipEntry>(StringComparer.Ordinal);
        while (directory.Length >= EntryLength && BinaryPrimitives.ReadUInt32LittleEndian(directory) == EntrySignature)
        {
            var nameLength = BinaryPrimitives.ReadUInt16LittleEndian(directory[28..]);
            var extraLength = BinaryPrimitives.ReadUInt16LittleEndian(directory[30..]);
            var commentLength = BinaryPrimitives.ReadUInt16LittleEndian(directory[32..]);
            var total = EntryLength + nameLength + extraLength + commentLength;
            if (total > directory.Length)
            {
                break;
            }

            var flags = BinaryPrimitives.ReadUInt16LittleEndian(directory[8..]);
            var encoding = (flags & Utf8) != 0 ? Encoding.UTF8 : Encoding.Latin1;
            var name = encoding.GetString(directory.Slice(EntryLength, nameLength));
            var entry = ParseEntry(directory[..EntryLength], directory.Slice(EntryLength + nameLength, extraLength), flags, fileLength);
            // Members with names that are no keys, such as ../x, and folders cannot be asked for: they are as good as absent.
            if (entry is not null && !name.EndsWith('/') && IsKey(name))
            {
                entries[name] = entry;
            }

            directory = directory[total..];
        }

        return entries;
    }

    private static ZipEntry? ParseEntry(ReadOnlySpan<byte> fixedPart, ReadOnlySpan<byte> extra, ushort flags, long fileLength)
    {
        var method = BinaryPrimitives.ReadUInt16LittleEndian(fixedPart[10..]);
        long compressed = BinaryPrimitives.ReadUInt32LittleEndian(fixedPart[20..]);
        long length = BinaryPrimitives.ReadUInt32LittleEndian(fixedPart[24..]);
        long offset = BinaryPrimitives.ReadUInt32LittleEndian(fixedPart[42..]);
        var wide = FindZip64(extra);
        TakeWide(ref length, ref wide);
        TakeWide(ref compressed, ref wide);
        TakeWide(ref offset, ref wide);
        var isReadable = method is Stored or Deflated && (flags & Encrypted) == 0
            && compressed >= 0 && length >= 0 && offset >= 0 && compressed <= fileLength && offset <= fileLength
            && (method == Deflated || compressed == length);
        return isReadable
            ? new ZipEntry
            {
                HeaderOffset = offset,
                CompressedLength = compressed,
                Length = length,
                IsDeflated = method == Deflated,
                Checksum = BinaryPrimitives.ReadUInt32LittleEndian(fixedPart[16..]),
            }
            : null;
    }

    private static ReadOnlySpan<byte> FindZip64(ReadOnlySpan<byte> extra)
    {
        while (extra.Length >= 4)
        {
            var id = BinaryPrimitives.ReadUInt16LittleEndian(extra);
            var size = BinaryPrimitives.ReadUInt16LittleEndian(extra[2..]);
            if (size > extra.Length - 4)
            {
                break;
            }

            if (id == 1)
            {
                return extra.Slice(4, size);
            }

            extra = extra[(4 + size)..];
        }

        return default;
    }

    private static void TakeWide(ref long value, ref ReadOnlySpan<byte> wide)
    {
        if (value == uint.MaxValue && wide.Length >= sizeof(long))
        {
            value = BinaryPrimitives.ReadInt64LittleEndian(wide);
            wide = wide[sizeof(long)..];
        }
    }

    private static bool IsKey(string name)
    {
        try
        {
            return StoreKey.Parse(name).Value == name;
        }
        catch (LamellaException)
        {
            return false;
        }
    }

    private static LamellaException Damaged(IStore store, StoreKey key, string why) => new(
        LamellaErrorCode.InvalidMetadata, $"{store.Uri}/{key} is not a readable zip: {why}.", $"{store.Uri}/{key}");
}
