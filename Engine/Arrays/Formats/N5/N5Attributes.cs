using System.Text.Json;
using System.Text.Unicode;
using Lamella.Contracts.Errors;
using Lamella.Engine.Arrays.Stores;

namespace Lamella.Engine.Arrays.Formats.N5;

/// <summary>Reads attributes.json files.</summary>
internal static class N5Attributes
{
    private const string FileName = "attributes.json";

    /// <summary>The attributes of a group or dataset; null where there are none.</summary>
    /// <param name="source">The container.</param>
    /// <param name="key">The group or dataset.</param>
    /// <param name="cancellationToken">Aborts the read.</param>
    /// <exception cref="LamellaException"><see cref="LamellaErrorCode.InvalidMetadata"/>: no JSON object.</exception>
    public static async ValueTask<JsonElement?> ReadAsync(ImageSource source, StoreKey key, CancellationToken cancellationToken)
    {
        using var value = await source.Store.GetAsync(key.Append(FileName), source.Limits.MaxMetadataBytes, cancellationToken).ConfigureAwait(false);
        if (value is null)
        {
            return null;
        }

        var path = $"{source.Store.Uri}/{key.Append(FileName)}";
        if (!Utf8.IsValid(value.Bytes.Span))
        {
            throw N5Metadata.Invalid(path, "it is no UTF-8 text");
        }

        try
        {
            using var document = JsonDocument.Parse(value.Bytes);
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? document.RootElement.Clone()
                : throw N5Metadata.Invalid(path, "it is no JSON object");
        }
        catch (JsonException exception)
        {
            throw N5Metadata.Invalid(path, exception.Message.ReplaceLineEndings(" ").TrimEnd('.'));
        }
    }
}
