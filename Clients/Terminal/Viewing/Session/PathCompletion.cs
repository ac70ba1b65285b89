using System.Collections.Immutable;

namespace Lamella.Terminal.Viewing.Session;

/// <summary>What a path on this machine could become.</summary>
internal static class PathCompletion
{
    private const int MaxCompletions = 200;

    /// <summary>The entries whose names go on where the text ends; folders end in a slash, except those that are images.</summary>
    public static ImmutableArray<string> Find(string text)
    {
        var slash = text.LastIndexOf('/');
        var (shown, start) = (text[..(slash + 1)], text[(slash + 1)..]);
        if (text.Contains("://", StringComparison.Ordinal))
        {
            return [];
        }

        try
        {
            return
            [
                .. new DirectoryInfo(Resolve(shown)).EnumerateFileSystemInfos($"{start}*")
                    .Where(entry => start.StartsWith('.') || !entry.Name.StartsWith('.'))
                    .Where(entry => entry.Name.StartsWith(start, StringComparison.Ordinal))
                    .Take(MaxCompletions)
                    .Select(entry => shown + entry.Name + (entry is DirectoryInfo && !IsImage(entry.Name) ? "/" : ""))
                    .Order(StringComparer.Ordinal),
            ];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            // Half of a path being written is no folder: there is nothing to offer.
            return [];
        }
    }

    /// <summary>A path with the home folder written out.</summary>
    public static string Resolve(string path) => path switch
    {
        "" => ".",
        _ when path.StartsWith("~/", StringComparison.Ordinal) =>
            Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), path[2..]),
        _ => path,
    };

    private static bool IsImage(string name) => name.EndsWith(".zarr", StringComparison.OrdinalIgnoreCase);
}
