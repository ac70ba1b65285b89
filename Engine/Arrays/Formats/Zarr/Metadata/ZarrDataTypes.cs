using System.Globalization;
using Lamella.Contracts.Arrays;
using Lamella.Contracts.Errors;
using Lamella.Engine.Arrays.Codecs.Filters;

namespace Lamella.Engine.Arrays.Formats.Zarr.Metadata;

/// <summary>Reads element types: NumPy's strings in Zarr v2, names in v3.</summary>
internal static class ZarrDataTypes
{
    private static readonly Dictionary<string, DataType> Names =
        Enum.GetValues<DataType>().ToDictionary(static type => type.ZarrName(), StringComparer.Ordinal);

    private static readonly Dictionary<string, DataType> Codes =
        Enum.GetValues<DataType>().ToDictionary(static type => type.NumpyDescr()[1..], StringComparer.Ordinal);

    /// <summary>A Zarr v2 <c>dtype</c>, such as <c>&gt;u2</c>.</summary>
    /// <exception cref="LamellaException">
    /// <see cref="LamellaErrorCode.Unsupported"/>: strings, times, objects, structures; <see cref="LamellaErrorCode.InvalidMetadata"/>: no type at all.
    /// </exception>
    public static FilterType ParseV2(MetadataElement element)
    {
        if (element.IsArray)
        {
            throw element.Unsupported("a structured dtype");
        }

        var text = element.AsString();
        if (text.Length >= 2 && text[0] is '<' or '>' or '|' or '=' && Codes.TryGetValue(text[1..], out var type))
        {
            return new FilterType(type, text[0] == '>');
        }

        var isKnownToNumpy = text.Length >= 2 && text[0] is '<' or '>' or '|' or '=' && text[1] switch
        {
            'S' or 'a' or 'U' or 'V' or 'O' or 'M' or 'm' => true,
            'f' or 'c' => int.TryParse(text.AsSpan(2), NumberStyles.None, CultureInfo.InvariantCulture, out var size) && size is 12 or 16 or 24 or 32,
            _ => false,
        };
        throw isKnownToNumpy
            ? element.Unsupported($"dtype '{text}'")
            : element.Invalid("a NumPy type string such as '<u2'");
    }

    /// <summary>A Zarr v3 <c>data_type</c>, such as <c>uint16</c>.</summary>
    /// <exception cref="LamellaException"><see cref="LamellaErrorCode.Unsupported"/>: an extension type.</exception>
    public static DataType ParseV3(MetadataElement element)
    {
        var name = element.IsObject ? element.Get("name").AsString() : element.AsString();
        return Names.TryGetValue(name, out var type) ? type : throw element.Unsupported($"data type '{name}'");
    }

    /// <summary>The type of a filter: either notation, since writers use both.</summary>
    /// <exception cref="LamellaException">See <see cref="ParseV2"/>; booleans and complex numbers are unsupported.</exception>
    public static FilterType ParseFilterType(MetadataElement element)
    {
        var type = element.IsString && Names.TryGetValue(element.AsString(), out var named) ? new FilterType(named, IsBigEndian: false) : ParseV2(element);
        return type.IsNumber ? type : throw element.Unsupported($"a filter on {type}");
    }
}
