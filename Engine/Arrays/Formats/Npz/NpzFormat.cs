using System.Collections.Immutable;
using System.IO.Compression;
using Lamella.Contracts.Errors;
using Lamella.Engine.Arrays.Formats.Flat;
using Lamella.Engine.Arrays.Formats.Npy;

namespace Lamella.Engine.Arrays.Formats.Npz;

/// <summary>
/// NumPy's .npz archives: one member, by its name as the path inside. A stored member (<c>numpy.savez</c>) is read in place,
/// a deflated one (<c>numpy.savez_compressed</c>) is inflated once.
/// </summary>
public sealed class NpzFormat : IImageFormat
{
    private const string Suffix = ".npy";
    private const int Deflated = 8;

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
        var entries = await NpzDirectory.ReadAsync(source, cancellationToken).ConfigureAwait(false);
        ImmutableArray<NpzEntry> members = [.. entries.Where(static entry => entry.Name.EndsWith(Suffix, StringComparison.Ordinal))];
        var entry = Choose(source, members);
        var start = await NpzDirectory.FindDataAsync(source, entry, cancellationToken).ConfigureAwait(false);
        var (bytes, length) = OpenMember(source, entry, start);
        using var prefix = await ReadAsync(source, bytes, start, NpyHeader.PrefixLength, length, cancellationToken).ConfigureAwait(false);
        var headerLength = NpyHeader.ReadLength(prefix.Bytes.Span, source.Uri);
        using var head = await ReadAsync(source, bytes, start, headerLength, length, cancellationToken).ConfigureAwait(false);
        var header = NpyHeader.Parse(head.Bytes.Span, source.Uri);
        var layout = new FlatLayout(header.Shape, header.DataType, header.Length, header.IsFortran, header.IsBigEndian);
        FlatImage.Check(source, layout, length);
        var offset = bytes is InflatedFlatSource ? 0 : start;
        var array = new FlatArray(layout with { Offset = offset + header.Length }, bytes, $"{FlatImage.Identity(source)}/{entry.Name}", "npz");
        return FlatImage.Describe(source, array, "npz") with
        {
            Related = [.. members.Where(member => member != entry).Select(static member => member.Name[..^Suffix.Length])],
        };
    }

    private static NpzEntry Choose(ImageSource source, ImmutableArray<NpzEntry> members)
    {
        var names = members.Select(static member => member.Name[..^Suffix.Length]).ToArray();
        if (source.InnerPath.Length == 0 && members.Length == 1)
        {
            return members[0];
        }

        return members.FirstOrDefault(member => member.Name == source.InnerPath || member.Name == source.InnerPath + Suffix)
            ?? throw new LamellaException(
                LamellaErrorCode.NotFound,
                members.IsEmpty ? $"{source.Uri} holds no array."
                : source.InnerPath.Length == 0 ? $"{source.Uri} holds {members.Length} arrays; open one of {string.Join(", ", names)} as a path inside it."
                : $"{source.Uri}: there is no array '{source.InnerPath}' in it; it holds {string.Join(", ", names)}.",
                source.Uri);
    }

    private static (IFlatSource Bytes, long Length) OpenMember(ImageSource source, NpzEntry entry, long start)
    {
        if (entry.IsEncrypted || entry.Method is not (0 or Deflated))
        {
            throw new LamellaException(
                LamellaErrorCode.Unsupported,
                $"{source.Uri}: {entry.Name} is {(entry.IsEncrypted ? "encrypted" : $"compressed with zip method {entry.Method}")}, which is not supported.",
                source.Uri);
        }

        return entry.Method == 0
            ? (FlatImage.OpenSource(source), entry.CompressedLength)
            : (new InflatedFlatSource(
                source,
                new DeflateStream(new StoreStream(source, start, entry.CompressedLength), CompressionMode.Decompress),
                entry.CompressedLength,
                entry.Length), entry.Length);
    }

    private static ValueTask<EncodedChunk> ReadAsync(
        ImageSource source, IFlatSource bytes, long start, int wanted, long length, CancellationToken cancellationToken)
    {
        var count = (int)Math.Min(wanted, length);
        return count == 0
            ? throw NpzDirectory.Invalid(source, "the member is empty")
            : bytes.ReadAsync(bytes is InflatedFlatSource ? 0 : start, count, null, cancellationToken);
    }
}
