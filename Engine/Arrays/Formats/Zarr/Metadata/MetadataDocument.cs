using System.Text.Json;
using System.Text.Unicode;
using Lamella.Contracts.Errors;

namespace Lamella.Engine.Arrays.Formats.Zarr.Metadata;

/// <summary>Reads JSON documents, also such as Python's <c>json</c> writes with bare <c>NaN</c> and <c>Infinity</c>.</summary>
internal static class MetadataDocument
{
    private static ReadOnlySpan<byte> ByteOrderMark => [0xef, 0xbb, 0xbf];

    /// <summary>Parses a document.</summary>
    /// <param name="bytes">UTF-8, already bounded in length.</param>
    /// <param name="uri">The document's URI, for errors.</param>
    /// <exception cref="LamellaException"><see cref="LamellaErrorCode.InvalidMetadata"/>: not JSON, or not an object.</exception>
    public static MetadataElement Parse(ReadOnlyMemory<byte> bytes, string uri)
    {
        bytes = bytes.Span.StartsWith(ByteOrderMark) ? bytes[ByteOrderMark.Length..] : bytes;
        try
        {
            return ParseStrict(bytes, uri);
        }
        catch (JsonException exception)
        {
            return TryQuoteNonFinite(bytes.Span) is { } quoted ? ParseQuoted(quoted, uri) : throw NotJson(uri, exception);
        }
    }

    private static MetadataElement ParseQuoted(byte[] quoted, string uri)
    {
        try
        {
            return ParseStrict(quoted, uri);
        }
        catch (JsonException exception)
        {
            throw NotJson(uri, exception);
        }
    }

    private static MetadataElement ParseStrict(ReadOnlyMemory<byte> bytes, string uri)
    {
        RequireText(bytes.Span);
        using var document = JsonDocument.Parse(bytes);
        var root = new MetadataElement(document.RootElement.Clone(), uri, string.Empty);
        return root.IsObject
            ? root
            : throw new LamellaException(LamellaErrorCode.InvalidMetadata, $"{uri} must be a JSON object, not {root.Quote}.", uri, "an object", root.Quote);
    }

    /// <summary>Refuses text that is no Unicode, which the parser would let pass until it is asked for.</summary>
    private static void RequireText(ReadOnlySpan<byte> json)
    {
        if (!Utf8.IsValid(json))
        {
            throw new JsonException("The text is not valid UTF-8.");
        }

        if (json.IndexOf("\\u"u8) < 0)
        {
            return;
        }

        var reader = new Utf8JsonReader(json);
        try
        {
            while (reader.Read())
            {
                _ = reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName ? reader.GetString() : null;
            }
        }
        catch (InvalidOperationException exception)
        {
            throw new JsonException("A string has half a surrogate pair.", exception);
        }
    }

    private static LamellaException NotJson(string uri, JsonException exception) => new(
        LamellaErrorCode.InvalidMetadata,
        $"{uri} is not valid JSON: {exception.Message.ReplaceLineEndings(" ")}",
        uri,
        innerException: exception);

    /// <summary>Puts quotes around NaN, Infinity and -Infinity outside of strings; null where there are none.</summary>
    private static byte[]? TryQuoteNonFinite(ReadOnlySpan<byte> json)
    {
        var output = new List<byte>(json.Length + 64);
        var isString = false;
        var found = false;
        for (var index = 0; index < json.Length; index++)
        {
            var current = json[index];
            if (isString && current == '\\' && index + 1 < json.Length)
            {
                output.Add(current);
                output.Add(json[++index]);
                continue;
            }

            isString ^= current == '"';
            if (!isString && NonFiniteAt(json[index..]) is > 0 and var length)
            {
                output.Add((byte)'"');
                output.AddRange(json.Slice(index, length));
                output.Add((byte)'"');
                index += length - 1;
                found = true;
                continue;
            }

            output.Add(current);
        }

        return found ? [.. output] : null;
    }

    private static int NonFiniteAt(ReadOnlySpan<byte> json) =>
        json.StartsWith("NaN"u8) ? 3 : json.StartsWith("Infinity"u8) ? 8 : json.StartsWith("-Infinity"u8) ? 9 : 0;
}
