using System.Collections.Concurrent;

namespace Lamella.Engine.Arrays.Stores;

/// <summary>Finds the path of a key beneath a folder and refuses symbolic links that leave it.</summary>
/// <param name="root">The folder, an absolute path without a trailing separator.</param>
internal sealed class FolderLinks(string root)
{
    /// <summary>Folders remembered as safe; beyond it they are looked at anew each time.</summary>
    private const int MaxRemembered = 65_536;

    private readonly ConcurrentDictionary<string, byte> _safeFolders = new(StringComparer.Ordinal);
    private string? _realRoot;

    /// <summary>The key's path; null where a link on the way leads out of the root.</summary>
    /// <param name="key">Which.</param>
    public string? Resolve(StoreKey key)
    {
        if (key.IsRoot)
        {
            return root;
        }

        var path = Path.Combine(root, key.Value);
        var slash = key.Value.LastIndexOf('/');
        return (slash < 0 || IsSafeFolder(key.Value[..slash])) && IsSafe(path) ? path : null;
    }

    private bool IsSafeFolder(string relative)
    {
        if (_safeFolders.ContainsKey(relative))
        {
            return true;
        }

        var slash = relative.LastIndexOf('/');
        if ((slash >= 0 && !IsSafeFolder(relative[..slash])) || !IsSafe(Path.Combine(root, relative)))
        {
            return false;
        }

        if (_safeFolders.Count < MaxRemembered)
        {
            _safeFolders.TryAdd(relative, 0);
        }

        return true;
    }

    private bool IsSafe(string path)
    {
        var info = new FileInfo(path);
        return info.LinkTarget is null || IsWithin(RealPath(path), _realRoot ??= RealPath(root));
    }

    private static bool IsWithin(string? path, string? folder) =>
        path is not null && folder is not null
        && (path == folder || path.StartsWith(Path.TrimEndingDirectorySeparator(folder) + Path.DirectorySeparatorChar, StringComparison.Ordinal));

    /// <summary>The path with every link on it followed; null where a link is broken or runs in circles.</summary>
    private static string? RealPath(string path)
    {
        const int MaxLinks = 40;
        var links = 0;
        var real = Path.GetPathRoot(path)!;
        var rest = new Stack<string>(path[real.Length..].Split(Path.DirectorySeparatorChar, StringSplitOptions.RemoveEmptyEntries).Reverse());
        while (rest.TryPop(out var segment))
        {
            if (segment is "." or "..")
            {
                real = segment == ".." ? Path.GetDirectoryName(real) ?? real : real;
                continue;
            }

            var next = Path.Combine(real, segment);
            if (new FileInfo(next).LinkTarget is not { } target)
            {
                real = next;
                continue;
            }

            if (++links > MaxLinks)
            {
                return null;
            }

            var targetRoot = Path.GetPathRoot(target)!;
            real = targetRoot.Length > 0 ? targetRoot : real;
            foreach (var part in target[targetRoot.Length..].Split(Path.DirectorySeparatorChar, StringSplitOptions.RemoveEmptyEntries).Reverse())
            {
                rest.Push(part);
            }
        }

        return real;
    }
}
