using Lamella.Engine.Arrays.Formats.Zarr.Metadata;
using Lamella.Engine.Arrays.Stores;

namespace Lamella.Engine.Arrays.Formats.Zarr;

/// <summary>An array or group of a hierarchy.</summary>
/// <param name="Path">Its path in the store.</param>
/// <param name="Version">2 or 3.</param>
/// <param name="IsArray">An array rather than a group.</param>
/// <param name="Metadata"><c>zarr.json</c>, <c>.zarray</c> or <c>.zgroup</c>.</param>
/// <param name="Attributes">The user's attributes; an element that is no object where there are none.</param>
/// <param name="ContentVersion">Tells this metadata from another at the same place.</param>
internal sealed record ZarrNode(
    StoreKey Path, int Version, bool IsArray, MetadataElement Metadata, MetadataElement Attributes, string ContentVersion)
{
    /// <summary>A node of v3.</summary>
    /// <param name="path">Its path.</param>
    /// <param name="document">Its <c>zarr.json</c>.</param>
    /// <param name="contentVersion">Tells the document from another.</param>
    /// <exception cref="Contracts.Errors.LamellaException">The document is none of v3.</exception>
    public static ZarrNode OfV3(StoreKey path, MetadataElement document, string contentVersion)
    {
        _ = document.Get("zarr_format").AsInt(3, 3);
        var type = document.Get("node_type");
        var isArray = type.AsString() switch
        {
            "array" => true,
            "group" => false,
            _ => throw type.Invalid("'array' or 'group'"),
        };
        return new ZarrNode(path, 3, isArray, document, document.TryGet("attributes", out var attributes) ? attributes : default, contentVersion);
    }
}
