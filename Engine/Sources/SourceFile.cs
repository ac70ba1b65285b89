using Lamella.Contracts.Errors;
using Lamella.Engine.Arrays.Formats;
using Lamella.Engine.Arrays.Stores;

namespace Lamella.Engine.Sources;

/// <summary>Reads whole files from stores, within limits.</summary>
internal static class SourceFile
{
    /// <summary>The file that a URI names.</summary>
    /// <param name="source">The URI, located.</param>
    /// <param name="limits">How long the file may be.</param>
    /// <param name="cancellationToken">Aborts the read.</param>
    /// <returns>The bytes, which the caller disposes.</returns>
    /// <exception cref="LamellaException">It is a folder, absent, unreadable, or too long.</exception>
    public static ValueTask<StoreValue> ReadAsync(ImageSource source, SourceLimits limits, CancellationToken cancellationToken)
    {
        if (!source.IsFile || source.InnerPath.Length > 0)
        {
            throw new LamellaException(
                LamellaErrorCode.NotFound,
                $"{source.Uri} is {(source.IsFile ? $"a file, and has no '{source.InnerPath}' inside" : "a folder")}; name the file itself.",
                source.Uri);
        }

        return ReadAsync(source, source.Key, limits, cancellationToken);
    }

    /// <summary>A file of the store that a URI names.</summary>
    /// <param name="source">The URI, located.</param>
    /// <param name="key">The file.</param>
    /// <param name="limits">How long the file may be.</param>
    /// <param name="cancellationToken">Aborts the read.</param>
    /// <returns>The bytes, which the caller disposes.</returns>
    /// <exception cref="LamellaException">It is absent, unreadable, or too long.</exception>
    public static async ValueTask<StoreValue> ReadAsync(
        ImageSource source, StoreKey key, SourceLimits limits, CancellationToken cancellationToken) =>
        await source.Store.GetAsync(key, limits.MaxFileBytes, cancellationToken).ConfigureAwait(false)
            ?? throw new LamellaException(LamellaErrorCode.NotFound, $"{source.Store.Uri}/{key} does not exist.", source.Uri);
}
