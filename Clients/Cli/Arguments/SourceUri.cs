using Lamella.Sdk;

namespace Lamella.Cli.Arguments;

/// <summary>What the user names as a source.</summary>
internal static class SourceUri
{
    /// <summary>
    /// A path as a service shall open it: made absolute where the service is on this machine, because it has another working
    /// folder; as it is where the service runs elsewhere, whose path it is then. Anything else as it is.
    /// </summary>
    /// <param name="uri">A path or URI.</param>
    /// <param name="address">Of the service, as for <see cref="ServiceHost.IsElsewhere"/>; null where it is in this process.</param>
    public static string For(string uri, string? address) =>
        IsPath(uri) && !(address is not null && ServiceHost.IsElsewhere(address)) ? Path.GetFullPath(uri) : uri;

    // "C:\data" is a path, "synthetic:blobs" is not.
    private static bool IsPath(string uri)
    {
        var colon = uri.IndexOf(':', StringComparison.Ordinal);
        return colon is -1 or 1 || uri.AsSpan(0, colon).IndexOfAny('/', '\\', '.') >= 0;
    }
}
