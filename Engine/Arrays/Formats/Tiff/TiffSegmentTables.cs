using System.Collections.Concurrent;
using System.Collections.Immutable;
using Lamella.Contracts.Errors;

namespace Lamella.Engine.Arrays.Formats.Tiff;

/// <summary>The segment tables of an array's planes, each read when first needed; a bounded number of bytes is kept.</summary>
/// <param name="source">The file.</param>
/// <param name="layout">The planes' layout.</param>
/// <param name="planes">The planes, null where one is absent.</param>
internal sealed class TiffSegmentTables(ImageSource source, TiffLayout layout, ImmutableArray<TiffPage?> planes)
{
    /// <summary>Most bytes of tables kept: those of four million segments.</summary>
    private const long MaxKeptBytes = 64 << 20;

    private readonly ConcurrentDictionary<int, TiffSegments> _tables = new();
    private long _keptBytes;

    /// <summary>The table of a plane; null where the plane is absent.</summary>
    /// <param name="plane">Which.</param>
    /// <param name="cancellationToken">Aborts the read.</param>
    /// <exception cref="LamellaException"><see cref="LamellaErrorCode.CorruptChunk"/>: the table leaves the file.</exception>
    public async ValueTask<TiffSegments?> GetAsync(int plane, CancellationToken cancellationToken)
    {
        if (planes[plane] is not { } page)
        {
            return null;
        }

        if (_tables.TryGetValue(plane, out var table))
        {
            return table;
        }

        table = await ReadAsync(page, cancellationToken).ConfigureAwait(false);
        if (Interlocked.Add(ref _keptBytes, table.ByteLength) > MaxKeptBytes)
        {
            _tables.Clear();
            Interlocked.Exchange(ref _keptBytes, table.ByteLength);
        }

        _tables[plane] = table;
        return table;
    }

    private async ValueTask<TiffSegments> ReadAsync(TiffPage page, CancellationToken cancellationToken)
    {
        var offsets = await ReadNumbersAsync(page, page.Offsets, cancellationToken).ConfigureAwait(false);
        var lengths = page.ByteCounts is { } byteCounts
            ? await ReadNumbersAsync(page, byteCounts, cancellationToken).ConfigureAwait(false)
            : [.. Enumerable.Range(0, offsets.Length).Select(index => RowsOf(index) * layout.SegmentRowBytes)];
        return new TiffSegments(offsets, lengths);
    }

    private int RowsOf(int segment)
    {
        var row = segment / layout.SegmentsAcross % layout.SegmentsDown;
        return layout.IsTiled ? layout.SegmentHeight : Math.Min(layout.SegmentHeight, layout.Height - (row * layout.SegmentHeight));
    }

    private async ValueTask<long[]> ReadNumbersAsync(TiffPage page, TiffField field, CancellationToken cancellationToken)
    {
        if (field.Number >= 0)
        {
            return [field.Number];
        }

        var size = field.ItemSize;
        if (field.Type is not (3 or 4 or 16))
        {
            throw page.Directory.Invalid($"{field.Tag} has field type {field.Type}, whole numbers have 3, 4 or 16");
        }

        using var bytes = await ExactRange.ReadAsync(
            source,
            field.Offset,
            checked(layout.SegmentCount * size),
            LamellaErrorCode.CorruptChunk,
            $"{field.Tag} of {page.Directory.Name}",
            cancellationToken).ConfigureAwait(false);
        var numbers = new long[layout.SegmentCount];
        var span = bytes.Bytes.Span;
        for (var index = 0; index < numbers.Length; index++)
        {
            numbers[index] = TiffHeader.Number(span[(index * size)..], size, layout.IsBigEndian);
        }

        return numbers;
    }
}
