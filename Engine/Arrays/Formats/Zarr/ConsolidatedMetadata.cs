using System.Globalization;
using System.Text;
using System.Text.Json;
using Lamella.Contracts.Errors;
using Lamella.Engine.Arrays.Codecs.Checksums;
using Lamella.Engine.Arrays.Formats.Zarr.Metadata;
using Lamella.Engine.Arrays.Stores;

namespace Lamella.Engine.Arrays.Formats.Zarr;

/// <summary>
/// The metadata of all nodes of a store in one document, as zarr-python writes them: <c>.zmetadata</c> (v2) or
/// <c>consolidated_metadata</c> of the root's <c>zarr.json</c> (v3, kind <c>inline</c>, zarr-specs #309). A copy, which may lag behind.
/// </summary>
internal sealed class ConsolidatedMetadata
{
    private readonly Dictionary<string, MetadataElement> _documents = new(StringComparer.Ordinal);

    private ConsolidatedMetadata(MetadataElement metadata)
    {
        if (!metadata.IsObject)
        {
            return;
        }

        foreach (var member in metadata.Json.EnumerateObject())
        {
            _documents.TryAdd(member.Name, new MetadataElement(member.Value, metadata.Document, member.Name));
        }
    }

    /// <summary>That of a store that has none.</summary>
    public static ConsolidatedMetadata None { get; } = new(default(MetadataElement));

    /// <summary>Whether it describes nothing.</summary>
    public bool IsEmpty => _documents.Count == 0;

    /// <summary>The keys of its documents: nodes in v3, files in v2.</summary>
    public IReadOnlyCollection<string> Keys => _documents.Keys;

    /// <summary>Reads <c>.zmetadata</c>.</summary>
    /// <param name="document">The document.</param>
    /// <exception cref="LamellaException"><see cref="LamellaErrorCode.InvalidMetadata"/>: of another format than 1, or without metadata.</exception>
    public static ConsolidatedMetadata OfV2(MetadataElement document)
    {
        _ = document.Get("zarr_consolidated_format").AsInt(1, 1);
        return new(Object(document.Get("metadata")));
    }

    /// <summary>Reads what the root's <c>zarr.json</c> has of it; null members count as absent.</summary>
    /// <param name="document">The root's document.</param>
    /// <exception cref="LamellaException"><see cref="LamellaErrorCode.InvalidMetadata"/>: of another kind than <c>inline</c>, or without metadata.</exception>
    public static ConsolidatedMetadata OfV3(MetadataElement document)
    {
        if (!document.TryGet("consolidated_metadata", out var consolidated))
        {
            return None;
        }

        if (consolidated.TryGet("kind", out var kind) && kind.AsString() != "inline")
        {
            throw kind.Invalid("'inline'");
        }

        return new(Object(consolidated.Get("metadata")));
    }

    /// <summary>Whether it has something of a node, sound or not.</summary>
    /// <param name="path">The node's path.</param>
    public bool Has(StoreKey path) =>
        _documents.ContainsKey(path.Value)
        || _documents.ContainsKey(path.UncheckedAppend(".zarray").Value)
        || _documents.ContainsKey(path.UncheckedAppend(".zgroup").Value);

    /// <summary>A node; null where it has none.</summary>
    /// <param name="path">The node's path.</param>
    /// <exception cref="LamellaException"><see cref="LamellaErrorCode.InvalidMetadata"/>.</exception>
    public ZarrNode? Find(StoreKey path)
    {
        if (_documents.TryGetValue(path.Value, out var v3) && v3.TryGet("zarr_format", out _))
        {
            return ZarrNode.OfV3(path, v3, VersionOf(v3));
        }

        foreach (var name in (string[])[".zarray", ".zgroup"])
        {
            if (_documents.TryGetValue(path.UncheckedAppend(name).Value, out var document))
            {
                _ = document.Get("zarr_format").AsInt(2, 2);
                return new ZarrNode(path, 2, name == ".zarray", document, AttributesOf(path), VersionOf(document));
            }
        }

        return null;
    }

    /// <summary>Whether it says the same of a group as the group itself: a copy that does not lags behind.</summary>
    /// <param name="group">A group of v2 by its own documents. One of v3 holds the copy, which leaves it out.</param>
    public bool Agrees(ZarrNode group)
    {
        if (group.Version != 2)
        {
            return true;
        }

        // zarr-python leaves out attributes that are empty.
        var copy = AttributesOf(group.Path);
        return IsNothing(copy) || IsNothing(group.Attributes)
            ? IsNothing(copy) && IsNothing(group.Attributes)
            : JsonElement.DeepEquals(copy.Json, group.Attributes.Json);
    }

    private MetadataElement AttributesOf(StoreKey path) => _documents.GetValueOrDefault(path.UncheckedAppend(".zattrs").Value);

    private static MetadataElement Object(MetadataElement element) => element.IsObject ? element : throw element.Invalid("an object");

    private static bool IsNothing(MetadataElement attributes) => !attributes.IsObject || !attributes.Json.EnumerateObject().Any();

    private static string VersionOf(MetadataElement element) =>
        Checksum.Crc64(Encoding.UTF8.GetBytes(element.Json.GetRawText())).ToString("x16", CultureInfo.InvariantCulture);
}
