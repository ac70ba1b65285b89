namespace Lamella.Engine.Arrays.Formats.Raw;

/// <summary>
/// URIs that say how to read bytes that do not say it themselves: <c>file.raw?shape=10,512,512&amp;dtype=uint16</c>, with or
/// without <c>raw:</c> before it. See <see cref="RawQuery"/>.
/// </summary>
/// <param name="inner">Finds what lies before the question mark.</param>
public sealed class RawScheme(ISourceScheme inner) : ISourceScheme
{
    private const string Prefix = "raw:";

    /// <inheritdoc/>
    public bool Handles(string uri)
    {
        ArgumentNullException.ThrowIfNull(uri);
        return uri.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase)
            || (inner.Handles(uri) && Split(uri).Query is { } query && query.Contains("shape=", StringComparison.Ordinal));
    }

    /// <inheritdoc/>
    public async ValueTask<ImageSource> LocateAsync(string uri, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(uri);
        var (path, query) = Split(uri.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase) ? uri[Prefix.Length..] : uri);
        var source = await inner.LocateAsync(path, cancellationToken).ConfigureAwait(false);
        return query is null
            ? source with { Query = "?" }
            : source with { Query = query, Uri = $"{source.Uri}?{query}" };
    }

    private static (string Path, string? Query) Split(string uri) => uri.LastIndexOf('?') is var mark and >= 0
        ? (uri[..mark], uri[(mark + 1)..])
        : (uri, null);
}
