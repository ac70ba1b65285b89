using System.Collections.Immutable;
using Lamella.Contracts.Errors;
using Lamella.Contracts.Geometry;
using Lamella.Engine.Arrays.Formats.OmeZarr;
using Lamella.Engine.Arrays.Stores;

namespace Lamella.Engine.Arrays.Formats.Zarr;

/// <summary>Zarr v2 and v3, in folders, zips or remote stores: OME-Zarr images, or plain arrays.</summary>
public sealed class ZarrFormat : IImageFormat
{
    /// <summary>Children of a group that an error names.</summary>
    private const int MaxNamed = 20;

    /// <summary>Folders above the one that was named, in which consolidated metadata is looked for.</summary>
    private const int MaxParents = 16;

    private static readonly string[] Documents = ["zarr.json", ".zarray", ".zgroup", ".zmetadata"];

    /// <inheritdoc/>
    public string Name => "Zarr";

    /// <inheritdoc/>
    public string LooksFor => "zarr.json, .zarray or .zgroup";

    /// <inheritdoc/>
    public async ValueTask<bool> MatchesContentAsync(ImageSource source, CancellationToken cancellationToken)
    {
        if (source.IsFile)
        {
            return false;
        }

        var inner = StoreKey.Parse(source.InnerPath);
        var places = inner.IsRoot ? (StoreKey[])[inner] : [inner, StoreKey.Root];
        StoreKey[] documents = [.. Documents.SelectMany(name => places.Select(place => place.UncheckedAppend(name)))];
        source.Documents.Expect(documents.Append(inner.UncheckedAppend(".zattrs")), cancellationToken);
        foreach (var document in documents)
        {
            if (await IsThereAsync(source, document, cancellationToken).ConfigureAwait(false))
            {
                return true;
            }
        }

        return await FindParentAsync(source, cancellationToken).ConfigureAwait(false) is not null;
    }

    /// <inheritdoc/>
    public bool MatchesName(ImageSource source) => !source.IsFile && source.Name.EndsWith(".zarr", StringComparison.OrdinalIgnoreCase);

    /// <inheritdoc/>
    public async ValueTask<OpenedImage> OpenAsync(ImageSource source, CancellationToken cancellationToken)
    {
        var hierarchy = new ZarrHierarchy(source.Documents, source.Limits);
        var path = StoreKey.Parse(source.InnerPath);
        var node = await hierarchy.FindAsync(path, cancellationToken).ConfigureAwait(false);
        if (node is null && await FindParentAsync(source, cancellationToken).ConfigureAwait(false) is { } parent)
        {
            (hierarchy, path) = parent;
            node = await hierarchy.FindAsync(path, cancellationToken).ConfigureAwait(false);
        }

        if (node is null)
        {
            throw await NoSuchNodeAsync(hierarchy, path, source, cancellationToken).ConfigureAwait(false);
        }

        var image = node.IsArray
            ? OpenArray(hierarchy, node, source.Uri)
            : await OmeZarrReader.TryOpenAsync(hierarchy, node, source.Uri, cancellationToken).ConfigureAwait(false)
                ?? await OpenGroupAsync(hierarchy, node, source.Uri, cancellationToken).ConfigureAwait(false);
        return hierarchy.Warnings.Count == 0 ? image : image with { Warnings = [.. image.Warnings, .. hierarchy.Warnings] };
    }

    private static async ValueTask<bool> IsThereAsync(ImageSource source, StoreKey document, CancellationToken cancellationToken) =>
        source.Documents.IsFar
            ? await source.Documents.GetAsync(document, cancellationToken).ConfigureAwait(false) is not null
            : await source.Store.GetLengthAsync(document, cancellationToken).ConfigureAwait(false) is not null;

    private static OpenedImage OpenArray(ZarrHierarchy hierarchy, ZarrNode node, string uri)
    {
        var array = hierarchy.OpenArray(node);
        return new OpenedImage
        {
            Uri = uri,
            Levels = [array],
            Axes = PlainAxes.Of(array.Metadata, node.Attributes),
            LevelTransforms = [AffineTransform.Identity(array.Metadata.Rank)],
            Format = $"Zarr v{node.Version}",
        };
    }

    private static async ValueTask<OpenedImage> OpenGroupAsync(ZarrHierarchy hierarchy, ZarrNode group, string uri, CancellationToken cancellationToken)
    {
        var children = await hierarchy.ChildrenAsync(group.Path, int.MaxValue, cancellationToken).ConfigureAwait(false);
        return children.Count(static child => child.IsArray) == 1
            ? OpenArray(hierarchy, children.Single(static child => child.IsArray), uri) with
            {
                Related = [.. children.Where(static child => !child.IsArray).Select(child => Relative(group.Path, child.Path))],
                Warnings = [$"{uri} is a group without image metadata; its one array is shown."],
            }
            : throw new LamellaException(
                LamellaErrorCode.UnknownFormat,
                $"{uri} is a Zarr group without image metadata; {Contents(group.Path, children)}.",
                uri,
                expected: "multiscales, or one array");
    }

    private static async ValueTask<LamellaException> NoSuchNodeAsync(
        ZarrHierarchy hierarchy, StoreKey path, ImageSource source, CancellationToken cancellationToken)
    {
        // The nearest folder above that is there can say what it holds.
        for (var parent = path; ;)
        {
            var children = hierarchy.Store.CanList
                ? await hierarchy.ChildrenAsync(parent, MaxNamed, cancellationToken).ConfigureAwait(false)
                : [];
            if (!children.IsEmpty || parent.IsRoot)
            {
                var code = path.IsRoot ? LamellaErrorCode.UnknownFormat : LamellaErrorCode.NotFound;
                return new LamellaException(
                    code,
                    $"{source.Uri} holds no Zarr array or group (no zarr.json, .zarray or .zgroup); {Contents(parent, children)}.",
                    source.Uri);
            }

            parent = parent.Value.LastIndexOf('/') is var slash and > 0 ? StoreKey.Parse(parent.Value[..slash]) : StoreKey.Root;
        }
    }

    private static string Contents(StoreKey parent, ImmutableArray<ZarrNode> children)
    {
        var where = parent.IsRoot ? "it" : $"'{parent}'";
        if (children.IsEmpty)
        {
            return $"{where} contains no arrays or groups";
        }

        var names = children.Take(MaxNamed).Select(child => $"{(child.IsArray ? "array" : "group")} '{Relative(parent, child.Path)}'");
        return $"{where} contains {string.Join(", ", names)}{(children.Length > MaxNamed ? " …" : "")}: add one of them to the path";
    }

    private static string Relative(StoreKey parent, StoreKey child) => parent.IsRoot ? child.Value : child.Value[(parent.Value.Length + 1)..];

    /// <summary>A folder above the one that was named whose consolidated metadata knows it.</summary>
    private static async ValueTask<(ZarrHierarchy Hierarchy, StoreKey Path)?> FindParentAsync(ImageSource source, CancellationToken cancellationToken)
    {
        if (source.LocalPath is null || source.InnerPath.Length > 0 || source.Store is not FolderStore)
        {
            return null;
        }

        var inner = string.Empty;
        var folder = source.LocalPath;
        for (var level = 0; level < MaxParents && Path.GetDirectoryName(folder) is { } parent; level++)
        {
            inner = inner.Length == 0 ? Path.GetFileName(folder) : $"{Path.GetFileName(folder)}/{inner}";
            folder = parent;
            if (!File.Exists(Path.Combine(folder, ".zmetadata")) && !File.Exists(Path.Combine(folder, "zarr.json")))
            {
                continue;
            }

            var hierarchy = new ZarrHierarchy(new SourceDocuments(new FolderStore(folder), source.Limits.MaxMetadataBytes), source.Limits);
            var path = StoreKey.Parse(inner);
            if (await hierarchy.FindAsync(path, cancellationToken).ConfigureAwait(false) is not null)
            {
                return (hierarchy, path);
            }
        }

        return null;
    }
}
