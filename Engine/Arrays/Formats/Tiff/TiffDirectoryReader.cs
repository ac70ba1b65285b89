using Lamella.Contracts.Errors;

namespace Lamella.Engine.Arrays.Formats.Tiff;

/// <summary>Reads directories: the chain of a file's pages, and those beneath a page.</summary>
/// <param name="reader">Reads the file.</param>
/// <param name="header">The file's header.</param>
internal sealed class TiffDirectoryReader(BlockReader reader, TiffHeader header)
{
    /// <summary>Most pages of a file: 4 hours of video at 18 frames a second.</summary>
    private const int MaxDirectories = 1 << 18;

    /// <summary>Most entries of a directory; real ones have some twenty, camera files a few hundred.</summary>
    private const int MaxFields = 4096;

    private readonly HashSet<long> _seen = [];

    private int EntryLength => header.IsBigTiff ? 20 : 12;

    private int OffsetLength => header.IsBigTiff ? 8 : 4;

    /// <summary>All directories of the file's chain.</summary>
    /// <param name="cancellationToken">Aborts the reads.</param>
    /// <exception cref="LamellaException">
    /// <see cref="LamellaErrorCode.InvalidMetadata"/>: none, a loop, or outside the file; <see cref="LamellaErrorCode.LimitExceeded"/>: too many.
    /// </exception>
    public async ValueTask<List<TiffDirectory>> ReadChainAsync(CancellationToken cancellationToken)
    {
        var directories = new List<TiffDirectory>();
        for (var offset = header.FirstDirectory; offset != 0;)
        {
            (var directory, offset) = await ReadNextAsync(offset, cancellationToken).ConfigureAwait(false);
            directories.Add(directory);
        }

        return directories.Count > 0 ? directories : throw Invalid("it has no directory, so it holds no image");
    }

    /// <summary>One directory, such as a reduced image beneath a page.</summary>
    /// <param name="offset">Where it lies, not trusted.</param>
    /// <param name="cancellationToken">Aborts the read.</param>
    /// <exception cref="LamellaException">See <see cref="ReadChainAsync"/>.</exception>
    public async ValueTask<TiffDirectory> ReadAsync(long offset, CancellationToken cancellationToken) =>
        (await ReadNextAsync(offset, cancellationToken).ConfigureAwait(false)).Directory;

    private async ValueTask<(TiffDirectory Directory, long Next)> ReadNextAsync(long offset, CancellationToken cancellationToken)
    {
        if (!_seen.Add(offset))
        {
            throw Invalid($"the directory at {offset} comes twice: the chain of directories is a loop");
        }

        if (_seen.Count > MaxDirectories)
        {
            throw new LamellaException(
                LamellaErrorCode.LimitExceeded,
                $"{reader.Source.Uri} has more than {MaxDirectories} directories, which is the most that are read.",
                reader.Source.Uri,
                expected: $"at most {MaxDirectories}");
        }

        var name = $"the directory at {offset}";
        var countLength = header.IsBigTiff ? 8 : 2;
        var count = TiffHeader.Number(
            await reader.ReadAsync(offset, countLength, name, cancellationToken).ConfigureAwait(false), countLength, header.IsBigEndian);
        if (count is < 1 or > MaxFields)
        {
            throw Invalid($"{name} has {count} entries, between 1 and {MaxFields} are read");
        }

        var start = offset + countLength;
        var bytes = await reader.ReadAsync(start, (count * EntryLength) + OffsetLength, name, cancellationToken).ConfigureAwait(false);
        var fields = new TiffField[count];
        for (var index = 0; index < fields.Length; index++)
        {
            fields[index] = ParseField(bytes.AsSpan(index * EntryLength, EntryLength), start + (index * EntryLength));
        }

        var next = TiffHeader.Number(bytes.AsSpan((int)count * EntryLength), OffsetLength, header.IsBigEndian);
        return (new TiffDirectory(reader, header, offset, fields), next);
    }

    private TiffField ParseField(ReadOnlySpan<byte> entry, long position)
    {
        var tag = (TiffTag)TiffHeader.Number(entry, 2, header.IsBigEndian);
        var type = (ushort)TiffHeader.Number(entry[2..], 2, header.IsBigEndian);
        var count = TiffHeader.Number(entry[4..], OffsetLength, header.IsBigEndian);
        var valueStart = 4 + OffsetLength;
        var field = new TiffField(tag, type, count, position + valueStart, -1);
        var isInline = count >= 0 && field.ItemSize > 0 && count <= OffsetLength / field.ItemSize;
        if (!isInline)
        {
            return field with { Offset = TiffHeader.Number(entry[valueStart..], OffsetLength, header.IsBigEndian) };
        }

        return count == 1 && type is 1 or 3 or 4 or 13 or 16 or 18
            ? field with { Number = TiffHeader.Number(entry[valueStart..], field.ItemSize, header.IsBigEndian) }
            : field;
    }

    private LamellaException Invalid(string what) =>
        new(LamellaErrorCode.InvalidMetadata, $"{reader.Source.Uri}: {what}.", reader.Source.Uri);
}
