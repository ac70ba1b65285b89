using System.Collections.Frozen;
using System.Text;
using Lamella.Contracts.Errors;

namespace Lamella.Engine.Arrays.Formats.Tiff;

/// <summary>An image file directory (IFD): the tags of one page. Values that lie elsewhere are read when asked for.</summary>
/// <param name="reader">Reads the file.</param>
/// <param name="header">The file's byte order.</param>
/// <param name="offset">Where the directory lies.</param>
/// <param name="fields">Its entries.</param>
internal sealed class TiffDirectory(BlockReader reader, TiffHeader header, long offset, IEnumerable<TiffField> fields)
{
    private readonly FrozenDictionary<TiffTag, TiffField> _fields = fields
        .DistinctBy(static field => field.Tag)
        .ToFrozenDictionary(static field => field.Tag);

    /// <summary>Where the directory lies.</summary>
    public long Offset => offset;

    /// <summary>The file's byte order.</summary>
    public bool IsBigEndian => header.IsBigEndian;

    /// <summary>Names the directory in errors.</summary>
    public string Name => $"the directory at {offset}";

    /// <summary>The entry of a tag; null where there is none.</summary>
    /// <param name="tag">Which.</param>
    public TiffField? Find(TiffTag tag) => _fields.TryGetValue(tag, out var field) ? field : null;

    /// <summary>The first of a tag's numbers, or what stands for it where the tag is missing.</summary>
    /// <param name="tag">Which.</param>
    /// <param name="missing">The default.</param>
    /// <param name="cancellationToken">Aborts the read.</param>
    public async ValueTask<long> GetNumberAsync(TiffTag tag, long missing, CancellationToken cancellationToken) =>
        Find(tag) is not { } field ? missing
        : field.Number >= 0 ? field.Number
        : (await GetNumbersAsync(field with { Count = Math.Min(field.Count, 1) }, cancellationToken).ConfigureAwait(false)) is [var first] ? first
        : missing;

    /// <summary>All whole numbers of a field.</summary>
    /// <param name="field">The entry.</param>
    /// <param name="cancellationToken">Aborts the read.</param>
    /// <exception cref="LamellaException"><see cref="LamellaErrorCode.InvalidMetadata"/>: no whole numbers, or they leave the file.</exception>
    public async ValueTask<long[]> GetNumbersAsync(TiffField field, CancellationToken cancellationToken)
    {
        if (field.Type is not (1 or 3 or 4 or 7 or 13 or 16 or 18))
        {
            throw Invalid($"{field.Tag} has field type {field.Type}, whole numbers have 1, 3, 4, 13, 16 or 18");
        }

        var bytes = await ReadAsync(field, cancellationToken).ConfigureAwait(false);
        var numbers = new long[field.Count];
        for (var index = 0; index < numbers.Length; index++)
        {
            numbers[index] = TiffHeader.Number(bytes.AsSpan(index * field.ItemSize), field.ItemSize, header.IsBigEndian);
        }

        return numbers;
    }

    /// <summary>A text, in UTF-8 or else Latin-1; empty where there is none.</summary>
    /// <param name="tag">Which.</param>
    /// <param name="cancellationToken">Aborts the read.</param>
    public async ValueTask<string> GetTextAsync(TiffTag tag, CancellationToken cancellationToken)
    {
        if (Find(tag) is not { Type: 1 or 2 or 7 } field)
        {
            return string.Empty;
        }

        var bytes = await ReadAsync(field, cancellationToken).ConfigureAwait(false);
        var text = bytes.AsSpan(0, bytes.AsSpan().IndexOf((byte)0) is var end and >= 0 ? end : bytes.Length);
        return (System.Text.Unicode.Utf8.IsValid(text) ? Encoding.UTF8 : Encoding.Latin1).GetString(text);
    }

    /// <summary>A rational number; null where there is none, or it is no positive number.</summary>
    /// <param name="tag">Which.</param>
    /// <param name="cancellationToken">Aborts the read.</param>
    public async ValueTask<double?> GetRationalAsync(TiffTag tag, CancellationToken cancellationToken)
    {
        if (Find(tag) is not { Type: 5, Count: >= 1 } field)
        {
            return null;
        }

        var bytes = await ReadAsync(field with { Count = 1 }, cancellationToken).ConfigureAwait(false);
        var numerator = TiffHeader.Number(bytes, 4, header.IsBigEndian);
        var denominator = TiffHeader.Number(bytes.AsSpan(4), 4, header.IsBigEndian);
        return numerator > 0 && denominator > 0 ? (double)numerator / denominator : null;
    }

    /// <summary>The error of a directory that contradicts itself.</summary>
    /// <param name="what">What is wrong; a clause.</param>
    /// <param name="expected">What would have been right.</param>
    /// <param name="got">What was found.</param>
    public LamellaException Invalid(string what, string? expected = null, string? got = null) => new(
        LamellaErrorCode.InvalidMetadata,
        $"{reader.Source.Uri}: in {Name}, {what}.",
        reader.Source.Uri,
        expected,
        got);

    private ValueTask<byte[]> ReadAsync(TiffField field, CancellationToken cancellationToken) =>
        field.ItemSize == 0 || field.Count < 0 || field.Count > long.MaxValue / field.ItemSize
            ? throw Invalid($"{field.Tag} has {field.Count} values of type {field.Type}")
            : reader.ReadAsync(field.Offset, field.Count * field.ItemSize, $"{field.Tag} of {Name}", cancellationToken);
}
