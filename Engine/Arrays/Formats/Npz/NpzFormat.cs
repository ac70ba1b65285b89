using System.Collections.Immutable;
using Lamella.Contracts.Errors;
using Lamella.Engine.Arrays.Formats.Flat;
using Lamella.Engine.Arrays.Formats.Npy;
using Lamella.Engine.Arrays.Stores;

namespace Lamella.Engine.Arrays.Formats.Npz;

/// <summary>
/// NumPy's .npz archives: one member, by its name as the path inside. A stored member (<c>numpy.savez</c>) is read in place,
/// a deflated one (<c>numpy.savez_compressed</c>) is inflated once.
/// </summary>
public sealed class NpzFormat : IImageFormat
{
    private const string Suffix = ".npy";

    /// <inheritdoc/>
    public string Name => "npz";

    /// <inheritdoc/>
    public string LooksFor => "a .npz file that is a zip archive";

    /// <inheritdoc/>
    public ValueTask<bool> MatchesContentAsync(ImageSource source, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(source);
        return new ValueTask<bool>(source.Head.Span.StartsWith("PK\x03\x04"u8) && MatchesName(source));
    }

    /// <inheritdoc/>
    public bool MatchesName(ImageSource source)
    {
        ArgumentNullException.ThrowIfNull(source);
        return source.IsFile && source.Name.EndsWith(".npz", StringComparison.OrdinalIgnoreCase);
    }

    /// <inheritdoc/>
    public async ValueTask<OpenedImage> OpenAsync(ImageSource source, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(source);
        var entries = await ZipDirectory.ReadAsync(source.Store, source.Key, source.Limits.MaxMetadataBytes, cancellationToken).ConfigureAwait(false);
        var members = entries.Where(static pair => pair.Key.EndsWith(Suffix, StringComparison.Ordinal)).ToImmutableDictionary(static pair => pair.Key[..^Suffix.Length], static pair => pair.Value);
        var (name, entry) = Choose(source, members);
        var start = await NpzMember.FindDataAsync(source, name, entry, cancellationToken).ConfigureAwait(false);
        var (bytes, length) = NpzMember.Open(source, entry, start);
        using var prefix = await ReadAsync(source, bytes, start, NpyHeader.PrefixLength, length, cancellationToken).ConfigureAwait(false);
        var headerLength = NpyHeader.ReadLength(prefix.Bytes.Span, source.Uri);
        using var head = await ReadAsync(source, bytes, start, headerLength, length, cancellationToken).ConfigureAwait(false);
        var header = NpyHeader.Parse(head.Bytes.Span, source.Uri);
        var layout = new FlatLayout(header.Shape, header.DataType, header.Length, header.IsFortran, header.IsBigEndian);
        FlatImage.Check(source, layout, length);
        var offset = bytes is InflatedFlatSource ? 0 : start;
        var array = new FlatArray(layout with { Offset = offset + header.Length }, bytes, $"{FlatImage.Identity(source)}/{name}", "npz");
        return FlatImage.Describe(source, array, "npz") with
        {
            Related = [.. members.Keys.Where(other => other != name).Order(StringComparer.Ordinal)],
        };
    }

    private static (string Name, ZipEntry Entry) Choose(ImageSource source, ImmutableDictionary<string, ZipEntry> members)
    {
        var wanted = source.InnerPath.Length == 0 && members.Count == 1 ? members.Keys.First()
            : source.InnerPath.EndsWith(Suffix, StringComparison.Ordinal) ? source.InnerPath[..^Suffix.Length]
            : source.InnerPath;
        var names = string.Join(", ", members.Keys.Order(StringComparer.Ordinal));
        return members.TryGetValue(wanted, out var entry)
            ? (wanted, entry)
            : throw new LamellaException(
                LamellaErrorCode.NotFound,
                members.IsEmpty ? $"{source.Uri} holds no array that can be read."
                : wanted.Length == 0 ? $"{source.Uri} holds {members.Count} arrays; open one of {names} as a path inside it."
                : $"{source.Uri}: there is no array '{wanted}' in it; it holds {names}.",
                source.Uri);
    }

    private static ValueTask<EncodedChunk> ReadAsync(
        ImageSource source, IFlatSource bytes, long start, int wanted, long length, CancellationToken cancellationToken)
    {
        var count = (int)Math.Min(wanted, length);
        return count == 0
            ? throw NpzMember.Invalid(source, "the member is empty")
            : bytes.ReadAsync(bytes is InflatedFlatSource ? 0 : start, count, null, cancellationToken);
    }
}
