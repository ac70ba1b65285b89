using Lamella.Engine.Arrays.Stores;

namespace Lamella.Engine.Arrays.Formats;

/// <summary>
/// What a URI names, before it is known in which format: a store, a place in it, and how that begins. A folder is its own
/// store with <see cref="Key"/> the root; a single file is a key in its folder's store.
/// </summary>
public sealed record ImageSource
{
    /// <summary>Bytes of <see cref="Head"/> at most.</summary>
    public const int HeadLength = 4096;

    private SourceDocuments? _documents;

    /// <summary>The URI, complete, with the path inside.</summary>
    public required string Uri { get; init; }

    /// <summary>The store that holds it.</summary>
    public required IStore Store { get; init; }

    /// <summary>The file within <see cref="Store"/>; the root where the source is a folder.</summary>
    public StoreKey Key { get; init; }

    /// <summary>Whether <see cref="Key"/> is a value (a file), rather than a folder.</summary>
    public bool IsFile => !Key.IsRoot;

    /// <summary>The path inside the file or folder, such as <c>labels/0</c> or an HDF5 dataset's; empty for all of it.</summary>
    public string InnerPath { get; init; } = string.Empty;

    /// <summary>How to read bytes that do not say it themselves: what follows <c>?</c> in the URI; else empty.</summary>
    public string Query { get; init; } = string.Empty;

    /// <summary>The file's first <see cref="HeadLength"/> bytes, or fewer; empty for a folder.</summary>
    public ReadOnlyMemory<byte> Head { get; init; }

    /// <summary>Bytes of the file; 0 for a folder.</summary>
    public long Length { get; init; }

    /// <summary>The local path of the file or folder, for formats that map memory; null where it is not local.</summary>
    public string? LocalPath { get; init; }

    /// <summary>The name of the file or folder, without its path: what <see cref="IImageFormat.MatchesName"/> looks at.</summary>
    public required string Name { get; init; }

    /// <summary>Bounds on what the content may make this process allocate.</summary>
    public ArrayLimits Limits { get; init; } = ArrayLimits.Default;

    /// <summary>The documents of <see cref="Store"/> that have been read so far, for all formats that look at them.</summary>
    internal SourceDocuments Documents => _documents is { } documents && documents.Store == Store
        ? documents
        : _documents = new SourceDocuments(Store, Limits.MaxMetadataBytes);
}
