using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Text;
using Lamella.Contracts.Errors;

namespace Lamella.Engine.Arrays.Formats.Npz;

/// <summary>Reads the central directory of a zip archive (APPNOTE 4.3), with Zip64: <c>numpy.savez</c> writes it always.</summary>
internal static class NpzDirectory
{
    private const int EndLength = 22;
    private const int Zip64LocatorLength = 20;
    private const int Zip64EndLength = 56;
    private const int EntryLength = 46;
    private const int LocalLength = 30;

    /// <summary>The members.</summary>
    /// <param name="source">The archive.</param>
    /// <param name="cancellationToken">Aborts the reads.</param>
    /// <exception cref="LamellaException">
    /// <see cref="LamellaErrorCode.InvalidMetadata"/>: no zip archive, or damaged; <see cref="LamellaErrorCode.LimitExceeded"/>: too large a directory.
    /// </exception>
    public static async ValueTask<ImmutableArray<NpzEntry>> ReadAsync(ImageSource source, CancellationToken cancellationToken)
    {
        var reader = new BlockReader(source);
        var (offset, length) = await FindAsync(reader, cancellationToken).ConfigureAwait(false);
        var directory = await reader.ReadAsync(offset, length, "the zip directory", cancellationToken).ConfigureAwait(false);
        var entries = ImmutableArray.CreateBuilder<NpzEntry>();
        for (var position = 0; position + EntryLength <= directory.Length;)
        {
            var entry = directory.AsSpan(position);
            if (BinaryPrimitives.ReadUInt32LittleEndian(entry) != 0x02014B50)
            {
                break;
            }

            var nameLength = BinaryPrimitives.ReadUInt16LittleEndian(entry[28..]);
            var extraLength = BinaryPrimitives.ReadUInt16LittleEndian(entry[30..]);
            var total = EntryLength + nameLength + extraLength + BinaryPrimitives.ReadUInt16LittleEndian(entry[32..]);
            if (total > entry.Length)
            {
                throw Invalid(source, $"entry {entries.Count} of its directory has {total} bytes, {entry.Length} are left");
            }

            entries.Add(Parse(entry, nameLength, extraLength));
            position += total;
        }

        return entries.ToImmutable();
    }

    /// <summary>Where a member's bytes begin.</summary>
    /// <param name="source">The archive.</param>
    /// <param name="entry">The member.</param>
    /// <param name="cancellationToken">Aborts the read.</param>
    /// <exception cref="LamellaException"><see cref="LamellaErrorCode.InvalidMetadata"/>: its bytes leave the file.</exception>
    public static async ValueTask<long> FindDataAsync(ImageSource source, NpzEntry entry, CancellationToken cancellationToken)
    {
        using var header = await ExactRange.ReadAsync(
            source, entry.HeaderOffset, LocalLength, LamellaErrorCode.InvalidMetadata, $"the header of {entry.Name}", cancellationToken).ConfigureAwait(false);
        var bytes = header.Bytes.Span;
        if (BinaryPrimitives.ReadUInt32LittleEndian(bytes) != 0x04034B50)
        {
            throw Invalid(source, $"{entry.Name} has no header at {entry.HeaderOffset}");
        }

        var start = entry.HeaderOffset + LocalLength
            + BinaryPrimitives.ReadUInt16LittleEndian(bytes[26..]) + BinaryPrimitives.ReadUInt16LittleEndian(bytes[28..]);
        return entry.CompressedLength >= 0 && entry.Length >= 0 && start <= source.Length - entry.CompressedLength
            ? start
            : throw Invalid(source, $"{entry.Name} has {entry.CompressedLength} bytes from {start} on, the file ends after {source.Length}");
    }

    internal static LamellaException Invalid(ImageSource source, string what) =>
        new(LamellaErrorCode.InvalidMetadata, $"{source.Uri} is no valid .npz file: {what}.", source.Uri);

    private static async ValueTask<(long Offset, long Length)> FindAsync(BlockReader reader, CancellationToken cancellationToken)
    {
        var source = reader.Source;
        var tailLength = Math.Min(source.Length, EndLength + ushort.MaxValue);
        var tailStart = source.Length - tailLength;
        var tail = await reader.ReadAsync(tailStart, tailLength, "the end of the zip archive", cancellationToken).ConfigureAwait(false);
        var end = tail.AsSpan().LastIndexOf("PK\x05\x06"u8);
        if (end < 0 || end + EndLength > tail.Length)
        {
            throw Invalid(source, "it does not end as a zip archive does; it is truncated");
        }

        var record = tail.AsSpan(end);
        long length = BinaryPrimitives.ReadUInt32LittleEndian(record[12..]);
        long offset = BinaryPrimitives.ReadUInt32LittleEndian(record[16..]);
        if (offset != uint.MaxValue && length != uint.MaxValue)
        {
            return (offset, length);
        }

        if (end < Zip64LocatorLength || !tail.AsSpan(end - Zip64LocatorLength).StartsWith("PK\x06\x07"u8))
        {
            throw Invalid(source, "its Zip64 locator is missing");
        }

        var recordOffset = BinaryPrimitives.ReadInt64LittleEndian(tail.AsSpan(end - Zip64LocatorLength + 8));
        var record64 = await reader.ReadAsync(recordOffset, Zip64EndLength, "the Zip64 end", cancellationToken).ConfigureAwait(false);
        return (BinaryPrimitives.ReadInt64LittleEndian(record64.AsSpan(48)), BinaryPrimitives.ReadInt64LittleEndian(record64.AsSpan(40)));
    }

    private static NpzEntry Parse(ReadOnlySpan<byte> entry, int nameLength, int extraLength)
    {
        long compressed = BinaryPrimitives.ReadUInt32LittleEndian(entry[20..]);
        long length = BinaryPrimitives.ReadUInt32LittleEndian(entry[24..]);
        long offset = BinaryPrimitives.ReadUInt32LittleEndian(entry[42..]);
        var wide = Zip64Field(entry.Slice(EntryLength + nameLength, extraLength));
        TakeWide(ref length, ref wide);
        TakeWide(ref compressed, ref wide);
        TakeWide(ref offset, ref wide);
        return new NpzEntry(
            Encoding.UTF8.GetString(entry.Slice(EntryLength, nameLength)),
            BinaryPrimitives.ReadUInt16LittleEndian(entry[10..]),
            compressed,
            length,
            offset,
            IsEncrypted: (entry[8] & 1) != 0);
    }

    /// <summary>The Zip64 field holds those numbers, in this order, that are all ones in the entry.</summary>
    private static void TakeWide(ref long number, ref ReadOnlySpan<byte> wide)
    {
        if (number == uint.MaxValue && wide.Length >= sizeof(long))
        {
            number = BinaryPrimitives.ReadInt64LittleEndian(wide);
            wide = wide[sizeof(long)..];
        }
    }

    private static ReadOnlySpan<byte> Zip64Field(ReadOnlySpan<byte> extra)
    {
        while (extra.Length >= 4)
        {
            var size = Math.Min(BinaryPrimitives.ReadUInt16LittleEndian(extra[2..]), extra.Length - 4);
            if (BinaryPrimitives.ReadUInt16LittleEndian(extra) == 1)
            {
                return extra.Slice(4, size);
            }

            extra = extra[(4 + size)..];
        }

        return default;
    }
}
