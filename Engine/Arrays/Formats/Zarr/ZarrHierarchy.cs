using System.Collections.Immutable;
using System.Globalization;
using Lamella.Contracts.Errors;
using Lamella.Engine.Arrays.Codecs.Checksums;
using Lamella.Engine.Arrays.Formats.Zarr.Metadata;
using Lamella.Engine.Arrays.Stores;

namespace Lamella.Engine.Arrays.Formats.Zarr;

/// <summary>
/// The groups and arrays of one store. A node's own document counts; the root's consolidated metadata stands in where
/// there is none, as in stores that were copied without. Across a network, where each document costs an answer's time, the
/// consolidated metadata come first, unless they are broken or do not agree with the root.
/// </summary>
/// <param name="documents">The store's documents.</param>
/// <param name="limits">Bounds on allocation.</param>
internal sealed class ZarrHierarchy(SourceDocuments documents, ArrayLimits limits)
{
    private readonly List<string> _warnings = [];
    private ConsolidatedMetadata? _consolidated;
    private ConsolidatedMetadata _trusted = ConsolidatedMetadata.None;
    private int? _version;

    /// <summary>The store.</summary>
    public IStore Store => documents.Store;

    /// <summary>Bounds on allocation.</summary>
    public ArrayLimits Limits => limits;

    /// <summary>What was odd about the hierarchy, one line each.</summary>
    public IReadOnlyCollection<string> Warnings => _warnings;

    /// <summary>Tells which nodes will be looked for next, so that they are asked for together where answers take long.</summary>
    /// <param name="paths">Their paths.</param>
    /// <param name="cancellationToken">Aborts the reads.</param>
    public void Expect(IEnumerable<StoreKey> paths, CancellationToken cancellationToken) =>
        documents.Expect(paths.Where(path => !_trusted.Has(path)).SelectMany(DocumentsOf), cancellationToken);

    /// <summary>Finds a node; null where there is none.</summary>
    /// <param name="path">Its path.</param>
    /// <param name="cancellationToken">Aborts the reads.</param>
    /// <exception cref="LamellaException"><see cref="LamellaErrorCode.InvalidMetadata"/>, and what stores raise.</exception>
    public async ValueTask<ZarrNode?> FindAsync(StoreKey path, CancellationToken cancellationToken)
    {
        if (_trusted.Has(path) && !path.IsRoot && FindTrusted(path) is { } copied)
        {
            return copied;
        }

        documents.Expect(DocumentsOf(path), cancellationToken);
        var node = await FindOwnAsync(path, cancellationToken).ConfigureAwait(false);
        _version ??= node?.Version;
        if (node is not null && !_trusted.IsEmpty && !_trusted.Has(path) && !path.IsRoot)
        {
            Distrust($"'{path}' is not among them");
        }

        node ??= (await ConsolidatedAsync(cancellationToken).ConfigureAwait(false)).Find(path);
        if (node is not null && path.IsRoot)
        {
            await TrustAsync(node, cancellationToken).ConfigureAwait(false);
        }

        return node;
    }

    /// <summary>Opens an array.</summary>
    /// <param name="node">Its node.</param>
    /// <exception cref="LamellaException">
    /// <see cref="LamellaErrorCode.InvalidMetadata"/>, <see cref="LamellaErrorCode.Unsupported"/>, <see cref="LamellaErrorCode.LimitExceeded"/>.
    /// </exception>
    public ZarrArray OpenArray(ZarrNode node)
    {
        return new ZarrArray(Store, node.Path, LayoutOf(node), node.ContentVersion);
    }

    /// <summary>The nodes directly beneath a group, as far as the store or its consolidated metadata tell.</summary>
    /// <param name="path">The group.</param>
    /// <param name="maxCount">Most nodes to look at.</param>
    /// <param name="cancellationToken">Aborts the reads.</param>
    public async ValueTask<ImmutableArray<ZarrNode>> ChildrenAsync(StoreKey path, int maxCount, CancellationToken cancellationToken)
    {
        var entries = Store.CanList
            ? await Store.ListAsync(path, cancellationToken).ConfigureAwait(false)
            : StoreListing.Beneath(path, (await ConsolidatedAsync(cancellationToken).ConfigureAwait(false)).Keys.Select(static key => key + "/"));
        ImmutableArray<StoreKey> paths =
        [
            .. entries.Where(static entry => entry.IsPrefix && !entry.Name.StartsWith('.')).Take(maxCount).Select(entry => path.Append(entry.Name)),
        ];
        Expect(paths, cancellationToken);
        var nodes = ImmutableArray.CreateBuilder<ZarrNode>();
        foreach (var child in paths)
        {
            if (await FindAsync(child, cancellationToken).ConfigureAwait(false) is { } node)
            {
                nodes.Add(node);
            }
        }

        return nodes.ToImmutable();
    }

    /// <summary>The documents that may describe a node. All nodes of a store are of one version.</summary>
    private IEnumerable<StoreKey> DocumentsOf(StoreKey path)
    {
        string[] names = _version switch
        {
            3 => ["zarr.json"],
            2 => [".zarray", ".zgroup", ".zattrs"],
            _ => ["zarr.json", ".zarray", ".zgroup", ".zattrs", .. path.IsRoot ? [".zmetadata"] : Array.Empty<string>()],
        };
        return names.Select(path.UncheckedAppend);
    }

    private async ValueTask<ZarrNode?> FindOwnAsync(StoreKey path, CancellationToken cancellationToken)
    {
        if (!(_version == 2 && documents.IsFar)
            && await ReadAsync(path.UncheckedAppend("zarr.json"), cancellationToken).ConfigureAwait(false) is { } v3)
        {
            return ZarrNode.OfV3(path, v3.Element, v3.Version);
        }

        return _version == 3 && documents.IsFar
            ? null
            : await FindV2Async(path, ".zarray", cancellationToken).ConfigureAwait(false)
                ?? await FindV2Async(path, ".zgroup", cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask<ZarrNode?> FindV2Async(StoreKey path, string name, CancellationToken cancellationToken)
    {
        if (await ReadAsync(path.UncheckedAppend(name), cancellationToken).ConfigureAwait(false) is not { } document)
        {
            return null;
        }

        _ = document.Element.Get("zarr_format").AsInt(2, 2);
        var attributes = await ReadAsync(path.UncheckedAppend(".zattrs"), cancellationToken).ConfigureAwait(false);
        return new ZarrNode(path, 2, name == ".zarray", document.Element, attributes?.Element ?? default, document.Version);
    }

    /// <summary>What the copy has of a node, if it is sound; what is not is told, and the node's own documents count.</summary>
    private ZarrNode? FindTrusted(StoreKey path)
    {
        try
        {
            var node = _trusted.Find(path);
            if (node is { IsArray: true })
            {
                _ = LayoutOf(node);
            }

            return node;
        }
        catch (LamellaException exception) when (exception.Code == LamellaErrorCode.InvalidMetadata)
        {
            Distrust(exception.Message);
            return null;
        }
        catch (LamellaException exception) when (exception.Code is LamellaErrorCode.Unsupported or LamellaErrorCode.LimitExceeded)
        {
            // The copy is right, but this node cannot be read; its own document says so where the node is opened.
            return null;
        }
    }

    /// <summary>Across a network the copy in one document is taken for the single ones, if it is not known to lag behind.</summary>
    private async ValueTask TrustAsync(ZarrNode root, CancellationToken cancellationToken)
    {
        if (!documents.IsFar || root.IsArray)
        {
            return;
        }

        var copy = await ConsolidatedAsync(cancellationToken).ConfigureAwait(false);
        if (copy.IsEmpty || copy.Agrees(root))
        {
            _trusted = copy;
        }
        else
        {
            Distrust("the attributes of the root have changed since");
        }
    }

    private async ValueTask<ConsolidatedMetadata> ConsolidatedAsync(CancellationToken cancellationToken)
    {
        if (_consolidated is { } known)
        {
            return known;
        }

        try
        {
            return _consolidated =
                await ReadAsync(StoreKey.Root.UncheckedAppend("zarr.json"), cancellationToken).ConfigureAwait(false) is { } v3
                    ? ConsolidatedMetadata.OfV3(v3.Element)
                    : await ReadAsync(StoreKey.Root.UncheckedAppend(".zmetadata"), cancellationToken).ConfigureAwait(false) is { } v2
                        ? ConsolidatedMetadata.OfV2(v2.Element)
                        : ConsolidatedMetadata.None;
        }
        catch (LamellaException exception) when (_version is not null)
        {
            // The store has sound nodes without it.
            Distrust(exception.Message);
            return _consolidated = ConsolidatedMetadata.None;
        }
    }

    private void Distrust(string reason)
    {
        _trusted = ConsolidatedMetadata.None;
        _warnings.Add($"The consolidated metadata are out of date or broken, and single documents are read instead: {reason.TrimEnd('.')}.");
    }

    private async ValueTask<(MetadataElement Element, string Version)?> ReadAsync(StoreKey key, CancellationToken cancellationToken)
    {
        var bytes = await documents.GetAsync(key, cancellationToken).ConfigureAwait(false);
        return bytes is null
            ? null
            : (MetadataDocument.Parse(bytes, $"{Store.Uri}/{key}"), Hex(Checksum.Crc64(bytes)));
    }

    private ZarrLayout LayoutOf(ZarrNode node) =>
        node.Version == 2 ? ZarrV2Metadata.Parse(node.Metadata, limits) : ZarrV3Metadata.Parse(node.Metadata, limits);

    private static string Hex(ulong number) => number.ToString("x16", CultureInfo.InvariantCulture);
}
