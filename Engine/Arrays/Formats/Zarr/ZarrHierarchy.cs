using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Lamella.Contracts.Errors;
using Lamella.Engine.Arrays.Codecs.Checksums;
using Lamella.Engine.Arrays.Formats.Zarr.Metadata;
using Lamella.Engine.Arrays.Stores;

namespace Lamella.Engine.Arrays.Formats.Zarr;

/// <summary>
/// The groups and arrays of one store. A node's own document counts; the root's consolidated metadata stands in where
/// there is none, as in stores that were copied without.
/// </summary>
/// <param name="documents">The store's documents.</param>
/// <param name="limits">Bounds on allocation.</param>
internal sealed class ZarrHierarchy(SourceDocuments documents, ArrayLimits limits)
{
    private ImmutableDictionary<string, MetadataElement>? _consolidated;
    private int? _version;

    /// <summary>The store.</summary>
    public IStore Store => documents.Store;

    /// <summary>Bounds on allocation.</summary>
    public ArrayLimits Limits => limits;

    /// <summary>Tells which nodes will be looked for next, so that they are asked for together where answers take long.</summary>
    /// <param name="paths">Their paths.</param>
    /// <param name="cancellationToken">Aborts the reads.</param>
    public void Expect(IEnumerable<StoreKey> paths, CancellationToken cancellationToken) =>
        documents.Expect(paths.SelectMany(DocumentsOf), cancellationToken);

    /// <summary>Finds a node; null where there is none.</summary>
    /// <param name="path">Its path.</param>
    /// <param name="cancellationToken">Aborts the reads.</param>
    /// <exception cref="LamellaException"><see cref="LamellaErrorCode.InvalidMetadata"/>, and what stores raise.</exception>
    public async ValueTask<ZarrNode?> FindAsync(StoreKey path, CancellationToken cancellationToken)
    {
        Expect([path], cancellationToken);
        var node = await FindOwnAsync(path, cancellationToken).ConfigureAwait(false);
        _version ??= node?.Version;
        return node ?? await FindConsolidatedAsync(path, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Opens an array.</summary>
    /// <param name="node">Its node.</param>
    /// <exception cref="LamellaException">
    /// <see cref="LamellaErrorCode.InvalidMetadata"/>, <see cref="LamellaErrorCode.Unsupported"/>, <see cref="LamellaErrorCode.LimitExceeded"/>.
    /// </exception>
    public ZarrArray OpenArray(ZarrNode node)
    {
        var layout = node.Version == 2 ? ZarrV2Metadata.Parse(node.Metadata, limits) : ZarrV3Metadata.Parse(node.Metadata, limits);
        return new ZarrArray(Store, node.Path, layout, node.ContentVersion);
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
            return MakeV3(path, v3.Element, v3.Version);
        }

        return _version == 3 && documents.IsFar
            ? null
            : await FindV2Async(path, ".zarray", cancellationToken).ConfigureAwait(false)
                ?? await FindV2Async(path, ".zgroup", cancellationToken).ConfigureAwait(false);
    }

    private static ZarrNode MakeV3(StoreKey path, MetadataElement document, string version)
    {
        _ = document.Get("zarr_format").AsInt(3, 3);
        var type = document.Get("node_type");
        var isArray = type.AsString() switch
        {
            "array" => true,
            "group" => false,
            _ => throw type.Invalid("'array' or 'group'"),
        };
        return new ZarrNode(path, 3, isArray, document, document.TryGet("attributes", out var attributes) ? attributes : default, version);
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

    private async ValueTask<ZarrNode?> FindConsolidatedAsync(StoreKey path, CancellationToken cancellationToken)
    {
        var all = await ConsolidatedAsync(cancellationToken).ConfigureAwait(false);
        if (all.IsEmpty)
        {
            return null;
        }

        if (all.TryGetValue(path.Value, out var v3) && v3.TryGet("zarr_format", out _))
        {
            return MakeV3(path, v3, VersionOf(v3));
        }

        foreach (var name in (string[])[".zarray", ".zgroup"])
        {
            if (all.TryGetValue(path.UncheckedAppend(name).Value, out var document))
            {
                var attributes = all.GetValueOrDefault(path.UncheckedAppend(".zattrs").Value);
                return new ZarrNode(path, 2, name == ".zarray", document, attributes, VersionOf(document));
            }
        }

        return null;
    }

    private async ValueTask<ImmutableDictionary<string, MetadataElement>> ConsolidatedAsync(CancellationToken cancellationToken)
    {
        if (_consolidated is { } known)
        {
            return known;
        }

        var v3 = await ReadAsync(StoreKey.Root.UncheckedAppend("zarr.json"), cancellationToken).ConfigureAwait(false);
        var v2 = v3 is null ? await ReadAsync(StoreKey.Root.UncheckedAppend(".zmetadata"), cancellationToken).ConfigureAwait(false) : null;
        var found = v3?.Element.TryGet("consolidated_metadata", out var inline) == true ? inline : v2?.Element ?? default;
        var documents = found.TryGet("metadata", out var metadata) && metadata.IsObject
            ? metadata.Json.EnumerateObject().Select(member =>
                KeyValuePair.Create(member.Name, new MetadataElement(member.Value, metadata.Document, member.Name)))
            : [];
        return _consolidated = ImmutableDictionary.CreateRange(StringComparer.Ordinal, documents.DistinctBy(static pair => pair.Key));
    }

    private async ValueTask<(MetadataElement Element, string Version)?> ReadAsync(StoreKey key, CancellationToken cancellationToken)
    {
        var bytes = await documents.GetAsync(key, cancellationToken).ConfigureAwait(false);
        return bytes is null
            ? null
            : (MetadataDocument.Parse(bytes, $"{Store.Uri}/{key}"), Hex(Checksum.Crc64(bytes)));
    }

    private static string VersionOf(MetadataElement element) => Hex(Checksum.Crc64(Encoding.UTF8.GetBytes(element.Json.GetRawText())));

    private static string Hex(ulong number) => number.ToString("x16", CultureInfo.InvariantCulture);
}
