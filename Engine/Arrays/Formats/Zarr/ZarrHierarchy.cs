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
/// <param name="store">The store.</param>
/// <param name="limits">Bounds on allocation.</param>
internal sealed class ZarrHierarchy(IStore store, ArrayLimits limits)
{
    private ImmutableDictionary<string, MetadataElement>? _consolidated;

    /// <summary>The store.</summary>
    public IStore Store => store;

    /// <summary>Bounds on allocation.</summary>
    public ArrayLimits Limits => limits;

    /// <summary>Finds a node; null where there is none.</summary>
    /// <param name="path">Its path.</param>
    /// <param name="cancellationToken">Aborts the reads.</param>
    /// <exception cref="LamellaException"><see cref="LamellaErrorCode.InvalidMetadata"/>, and what stores raise.</exception>
    public async ValueTask<ZarrNode?> FindAsync(StoreKey path, CancellationToken cancellationToken)
    {
        if (await ReadAsync(path.UncheckedAppend("zarr.json"), cancellationToken).ConfigureAwait(false) is { } v3)
        {
            return MakeV3(path, v3.Element, v3.Version);
        }

        return await FindV2Async(path, ".zarray", cancellationToken).ConfigureAwait(false)
            ?? await FindV2Async(path, ".zgroup", cancellationToken).ConfigureAwait(false)
            ?? await FindConsolidatedAsync(path, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Opens an array.</summary>
    /// <param name="node">Its node.</param>
    /// <exception cref="LamellaException">
    /// <see cref="LamellaErrorCode.InvalidMetadata"/>, <see cref="LamellaErrorCode.Unsupported"/>, <see cref="LamellaErrorCode.LimitExceeded"/>.
    /// </exception>
    public ZarrArray OpenArray(ZarrNode node)
    {
        var layout = node.Version == 2 ? ZarrV2Metadata.Parse(node.Metadata, limits) : ZarrV3Metadata.Parse(node.Metadata, limits);
        return new ZarrArray(store, node.Path, layout, node.ContentVersion);
    }

    /// <summary>The nodes directly beneath a group, as far as the store or its consolidated metadata tell.</summary>
    /// <param name="path">The group.</param>
    /// <param name="maxCount">Most nodes to look at.</param>
    /// <param name="cancellationToken">Aborts the reads.</param>
    public async ValueTask<ImmutableArray<ZarrNode>> ChildrenAsync(StoreKey path, int maxCount, CancellationToken cancellationToken)
    {
        var entries = store.CanList
            ? await store.ListAsync(path, cancellationToken).ConfigureAwait(false)
            : StoreListing.Beneath(path, (await ConsolidatedAsync(cancellationToken).ConfigureAwait(false)).Keys.Select(static key => key + "/"));
        var names = entries.Where(static entry => entry.IsPrefix && !entry.Name.StartsWith('.')).Select(static entry => entry.Name);
        var nodes = ImmutableArray.CreateBuilder<ZarrNode>();
        foreach (var name in names.Take(maxCount))
        {
            if (await FindAsync(path.Append(name), cancellationToken).ConfigureAwait(false) is { } node)
            {
                nodes.Add(node);
            }
        }

        return nodes.ToImmutable();
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
        using var value = await store.GetAsync(key, limits.MaxMetadataBytes, cancellationToken).ConfigureAwait(false);
        return value is null
            ? null
            : (MetadataDocument.Parse(value.Bytes, $"{store.Uri}/{key}"), Hex(Checksum.Crc64(value.Bytes.Span)));
    }

    private static string VersionOf(MetadataElement element) => Hex(Checksum.Crc64(Encoding.UTF8.GetBytes(element.Json.GetRawText())));

    private static string Hex(ulong number) => number.ToString("x16", CultureInfo.InvariantCulture);
}
