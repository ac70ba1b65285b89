namespace Lamella.Cli.Arguments;

/// <summary>What the user names as a source.</summary>
internal static class SourceUri
{
    /// <summary>A local path made absolute, because a service elsewhere has another working folder; anything else as it is.</summary>
    /// <param name="uri">A path or URI.</param>
    public static string Absolute(string uri) => IsPath(uri) ? Path.GetFullPath(uri) : uri;

    // "C:\data" is a path, "synthetic:blobs" is not.
    private static bool IsPath(string uri)
    {
        var colon = uri.IndexOf(':', StringComparison.Ordinal);
        return colon is -1 or 1 || uri.AsSpan(0, colon).IndexOfAny('/', '\\', '.') >= 0;
    }
}
