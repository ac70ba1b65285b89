namespace Lamella.Engine.Arrays.Stores;

/// <summary>Local paths as URIs, unescaped, so that what is shown is what was typed.</summary>
internal static class LocalUri
{
    private const string Scheme = "file://";

    /// <summary>The URI of a full path: <c>/data/x</c> becomes <c>file:///data/x</c>.</summary>
    /// <param name="fullPath">An absolute path.</param>
    public static string Of(string fullPath)
    {
        var path = Path.DirectorySeparatorChar == '/' ? fullPath : fullPath.Replace('\\', '/');
        return path.StartsWith('/') ? Scheme + path : $"{Scheme}/{path}";
    }

    /// <summary>The full path that a <c>file:</c> URI or a plain path names.</summary>
    /// <param name="uriOrPath">Such as <c>file:///data/my%20file</c> or <c>data/x</c>.</param>
    public static string ToPath(string uriOrPath) =>
        Path.GetFullPath(uriOrPath.StartsWith("file:", StringComparison.OrdinalIgnoreCase)
            ? new Uri(uriOrPath).LocalPath
            : uriOrPath);
}
