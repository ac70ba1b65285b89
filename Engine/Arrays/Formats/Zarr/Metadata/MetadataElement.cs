using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Lamella.Contracts.Errors;

namespace Lamella.Engine.Arrays.Formats.Zarr.Metadata;

/// <summary>A JSON value of an untrusted metadata document, which knows where it stands, so that errors can say so.</summary>
/// <param name="json">The value.</param>
/// <param name="document">The document's URI.</param>
/// <param name="place">The path of names within it.</param>
internal readonly struct MetadataElement(JsonElement json, string document, string place = "")
{
    /// <summary>Longest piece of a document that an error quotes.</summary>
    private const int MaxQuote = 80;

    public JsonElement Json => json;

    public string Document => document;

    public bool IsNull => json.ValueKind is JsonValueKind.Null or JsonValueKind.Undefined;

    public bool IsObject => json.ValueKind == JsonValueKind.Object;

    public bool IsArray => json.ValueKind == JsonValueKind.Array;

    public bool IsString => json.ValueKind == JsonValueKind.String;

    /// <summary>The value as it stands, cut to a length that an error can carry.</summary>
    public string Quote
    {
        get
        {
            var raw = json.ValueKind == JsonValueKind.Undefined ? "nothing" : json.GetRawText().ReplaceLineEndings(" ");
            return raw.Length > MaxQuote ? $"{raw.AsSpan(0, MaxQuote)}…" : raw;
        }
    }

    /// <summary>A member; one that is null counts as absent.</summary>
    public bool TryGet(string name, out MetadataElement member)
    {
        member = default;
        if (!IsObject || !json.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null)
        {
            return false;
        }

        member = Child(value, name);
        return true;
    }

    /// <summary>A member that must be there; it may be null.</summary>
    public MetadataElement Get(string name) =>
        IsObject && json.TryGetProperty(name, out var value)
            ? Child(value, name)
            : throw new LamellaException(
                LamellaErrorCode.InvalidMetadata, $"{document}: '{Named(name)}' is missing.", document, expected: Named(name), got: "nothing");

    /// <summary>The elements of an array.</summary>
    public ImmutableArray<MetadataElement> Items()
    {
        if (!IsArray)
        {
            throw Invalid("an array");
        }

        var items = ImmutableArray.CreateBuilder<MetadataElement>(json.GetArrayLength());
        foreach (var item in json.EnumerateArray())
        {
            items.Add(new MetadataElement(item, document, $"{place}[{items.Count}]"));
        }

        return items.MoveToImmutable();
    }

    public string AsString() => IsString ? json.GetString()! : throw Invalid("a string");

    public string? AsStringOrNull() => IsString ? json.GetString() : null;

    public double AsDouble() =>
        json.ValueKind == JsonValueKind.Number && json.TryGetDouble(out var number) && double.IsFinite(number) ? number : throw Invalid("a number");

    public double? AsDoubleOrNull() =>
        json.ValueKind == JsonValueKind.Number && json.TryGetDouble(out var number) && double.IsFinite(number) ? number : null;

    /// <summary>A whole number; <c>64.0</c>, which some writers leave, is one.</summary>
    public long AsLong(long min, long max)
    {
        if (json.ValueKind != JsonValueKind.Number)
        {
            throw Invalid("a whole number");
        }

        if (!json.TryGetInt64(out var number))
        {
            number = json.TryGetDouble(out var real) && Math.Abs(real) < 1L << 53 && Math.Truncate(real) == real
                ? (long)real
                : throw Invalid("a whole number");
        }

        return number >= min && number <= max
            ? number
            : throw Invalid(string.Create(CultureInfo.InvariantCulture, $"a number from {min} to {max}"));
    }

    public int AsInt(int min, int max) => (int)AsLong(min, max);

    public bool AsBool() => json.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => throw Invalid("true or false"),
    };

    public ImmutableArray<double> AsDoubles() => [.. Items().Select(static item => item.AsDouble())];

    /// <summary>Another value at the same place.</summary>
    public MetadataElement WithJson(JsonElement other) => new(other, document, place);

    /// <summary>The error that this value is not what it has to be.</summary>
    public LamellaException Invalid(string expected, LamellaErrorCode code = LamellaErrorCode.InvalidMetadata) =>
        new(code, $"{document}: '{place}' must be {expected}, not {Quote}.", document, expected, Quote);

    /// <summary>The error that this value is fine, but not supported.</summary>
    public LamellaException Unsupported(string what) =>
        new(LamellaErrorCode.Unsupported, $"{document}: {what} is not supported.", document, expected: null, got: what);

    private string Named(string name) => place.Length == 0 ? name : $"{place}.{name}";

    private MetadataElement Child(JsonElement value, string name) => new(value, document, Named(name));
}
