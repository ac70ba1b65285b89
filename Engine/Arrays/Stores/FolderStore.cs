using System.Collections.Immutable;
using Lamella.Contracts.Errors;

namespace Lamella.Engine.Arrays.Stores;

/// <summary>The files beneath a folder. Links that lead out of it are refused; the folder itself may be one.</summary>
public sealed class FolderStore : IStore
{
    private readonly FolderLinks _links;

    /// <summary>Creates a store.</summary>
    /// <param name="path">The folder; relative paths are made absolute now.</param>
    public FolderStore(string path)
    {
        Root = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
        Uri = LocalUri.Of(Root);
        _links = new FolderLinks(Root);
    }

    /// <summary>The folder's full path.</summary>
    public string Root { get; }

    /// <inheritdoc/>
    public string Uri { get; }

    /// <inheritdoc/>
    public string Kind => "file";

    /// <inheritdoc/>
    public bool CanList => true;

    /// <summary>The path of a key's file, existing or not.</summary>
    /// <param name="key">Which.</param>
    /// <exception cref="LamellaException"><see cref="LamellaErrorCode.NotAllowed"/>: a link out of the root.</exception>
    public string GetPath(StoreKey key) => _links.Resolve(key) ?? throw StoreErrors.LeavesRoot(this, key);

    /// <inheritdoc/>
    public async ValueTask<StoreValue?> GetAsync(StoreKey key, int maxLength, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        try
        {
            using var file = OpenedFile.TryOpen(GetPath(key));
            if (file is null)
            {
                return null;
            }

            return file.Length <= maxLength
                ? await file.ReadAsync(0, (int)file.Length, cancellationToken).ConfigureAwait(false)
                : throw StoreErrors.TooLong(this, key, file.Length, maxLength);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw StoreErrors.Failed(this, key, exception);
        }
    }

    /// <inheritdoc/>
    public async ValueTask<StoreValue?> GetRangeAsync(StoreKey key, ByteRange range, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        try
        {
            using var file = OpenedFile.TryOpen(GetPath(key));
            if (file is null)
            {
                return null;
            }

            var (offset, length) = range.Within(file.Length);
            return await file.ReadAsync(offset, length, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw StoreErrors.Failed(this, key, exception);
        }
    }

    /// <inheritdoc/>
    public ValueTask<long?> GetLengthAsync(StoreKey key, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var file = new FileInfo(GetPath(key));
        return new ValueTask<long?>(file.Exists ? file.Length : null);
    }

    /// <inheritdoc/>
    public ValueTask<ImmutableArray<StoreEntry>> ListAsync(StoreKey key, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var folder = new DirectoryInfo(GetPath(key));
        if (!folder.Exists)
        {
            return new ValueTask<ImmutableArray<StoreEntry>>([]);
        }

        try
        {
            return new ValueTask<ImmutableArray<StoreEntry>>(
            [
                .. folder.EnumerateFileSystemInfos()
                    .Select(static info => new StoreEntry(info.Name, info is DirectoryInfo))
                    .OrderBy(static entry => entry.Name, StringComparer.Ordinal),
            ]);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw StoreErrors.Failed(this, key, exception);
        }
    }
}
