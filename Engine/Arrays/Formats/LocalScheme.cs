using System.Buffers;
using Lamella.Contracts.Errors;
using Lamella.Engine.Arrays.Stores;

namespace Lamella.Engine.Arrays.Formats;

/// <summary>Local paths and <c>file://</c> URIs. A path may go on inside a file: <c>x.zarr.zip/0</c>.</summary>
/// <param name="limits">Bounds on what the content may make this process allocate.</param>
public sealed class LocalScheme(ArrayLimits limits) : ISourceScheme
{
    private static readonly SearchValues<char> SchemeCharacters =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+-.");

    /// <inheritdoc/>
    public bool Handles(string uri) =>
        uri.StartsWith("file:", StringComparison.OrdinalIgnoreCase) || !HasScheme(uri);

    /// <inheritdoc/>
    public async ValueTask<ImageSource> LocateAsync(string uri, CancellationToken cancellationToken)
    {
        var path = Path.TrimEndingDirectorySeparator(LocalUri.ToPath(uri));
        if (Directory.Exists(path))
        {
            var folder = new FolderStore(path);
            return new ImageSource
            {
                Uri = folder.Uri,
                Store = folder,
                LocalPath = path,
                Name = Path.GetFileName(path),
                Limits = limits,
            };
        }

        return FindFile(path) is { } file
            ? await LocateFileAsync(path, file, cancellationToken).ConfigureAwait(false)
            : throw new LamellaException(LamellaErrorCode.NotFound, $"{path} does not exist.", path);
    }

    private async ValueTask<ImageSource> LocateFileAsync(string path, string file, CancellationToken cancellationToken)
    {
        // The user named this file: if it is a link, its target is what they mean, and that target's folder is the root.
        var target = File.ResolveLinkTarget(file, returnFinalTarget: true)?.FullName ?? file;
        var folder = new FolderStore(Path.GetDirectoryName(target)!);
        var key = StoreKey.Parse(Path.GetFileName(target));
        using var head = await folder.GetRangeAsync(key, ByteRange.At(0, ImageSource.HeadLength), cancellationToken).ConfigureAwait(false)
            ?? throw new LamellaException(LamellaErrorCode.NotFound, $"{file} does not exist.", file);
        return new ImageSource
        {
            Uri = LocalUri.Of(path),
            Store = folder,
            Key = key,
            InnerPath = path.Length == file.Length ? string.Empty : path[(file.Length + 1)..].Replace('\\', '/'),
            Head = head.Bytes.ToArray(),
            Length = await folder.GetLengthAsync(key, cancellationToken).ConfigureAwait(false) ?? 0,
            LocalPath = target,
            Name = Path.GetFileName(file),
            Limits = limits,
        };
    }

    /// <summary>The longest beginning of a path that is a file; null where there is none.</summary>
    private static string? FindFile(string path)
    {
        for (var part = path; !string.IsNullOrEmpty(part) && !Directory.Exists(part); part = Path.GetDirectoryName(part)!)
        {
            if (File.Exists(part))
            {
                return part;
            }
        }

        return null;
    }

    private static bool HasScheme(string uri)
    {
        // A single letter is a drive, not a scheme.
        var colon = uri.IndexOf(':', StringComparison.Ordinal);
        return colon > 1 && char.IsAsciiLetter(uri[0])
            && uri.AsSpan(0, colon).IndexOfAnyExcept(SchemeCharacters) < 0;
    }
}
