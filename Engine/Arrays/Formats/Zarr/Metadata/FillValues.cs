using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using Lamella.Contracts.Arrays;
using Lamella.Contracts.Errors;

namespace Lamella.Engine.Arrays.Formats.Zarr.Metadata;

/// <summary>
/// Reads <c>fill_value</c> to the bytes of one element (Zarr v3, "fill value"; v2, "fill value encoding"). Integers are
/// never read as doubles, which are exact to 2^53 only; NaN has NumPy's bits, whose sign is not set.
/// </summary>
internal static class FillValues
{
    private const ushort NaN16 = 0x7e00;
    private const uint NaN32 = 0x7fc00000;
    private const ulong NaN64 = 0x7ff8000000000000;

    /// <summary>One little-endian element.</summary>
    /// <param name="element">The value.</param>
    /// <param name="type">The array's type.</param>
    /// <exception cref="LamellaException"><see cref="LamellaErrorCode.InvalidMetadata"/>: it does not fit the type.</exception>
    public static ImmutableArray<byte> Parse(MetadataElement element, DataType type) => type switch
    {
        DataType.Bool => [ParseBool(element) ? (byte)1 : (byte)0],
        DataType.Complex64 => ParseComplex(element, DataType.Float32),
        DataType.Complex128 => ParseComplex(element, DataType.Float64),
        DataType.Float16 or DataType.Float32 or DataType.Float64 => ParseFloat(element, type),
        _ => ParseInteger(element, type),
    };

    private static bool ParseBool(MetadataElement element) =>
        element.Json.ValueKind == JsonValueKind.Number ? element.AsInt(0, 1) == 1 : element.AsBool();

    private static ImmutableArray<byte> ParseComplex(MetadataElement element, DataType part)
    {
        if (!element.IsArray)
        {
            // Writers of v2 leave a plain 0 or 0.0 for complex arrays.
            return [.. ParseFloat(element, part), .. new byte[part.ItemSize()]];
        }

        var parts = element.Items();
        return parts.Length == 2
            ? [.. ParseFloat(parts[0], part), .. ParseFloat(parts[1], part)]
            : throw element.Invalid("a pair of numbers");
    }

    private static ImmutableArray<byte> ParseFloat(MetadataElement element, DataType type)
    {
        if (!element.IsString)
        {
            return FromDouble(element.AsDouble(), type);
        }

        var text = element.AsString();
        return text switch
        {
            "NaN" => FromBits(type switch { DataType.Float16 => NaN16, DataType.Float32 => NaN32, _ => NaN64 }, type.ItemSize()),
            "Infinity" => FromDouble(double.PositiveInfinity, type),
            "-Infinity" => FromDouble(double.NegativeInfinity, type),
            _ when IsBits(text, type, out var bits) => FromBits(bits, type.ItemSize()),
            _ when double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) => FromDouble(number, type),
            _ => throw element.Invalid($"a {type.ZarrName()}"),
        };
    }

    private static bool IsBits(string text, DataType type, out ulong bits)
    {
        bits = 0;
        return text.StartsWith("0x", StringComparison.Ordinal)
            && text.Length == 2 + (2 * type.ItemSize())
            && ulong.TryParse(text.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out bits);
    }

    private static ImmutableArray<byte> FromDouble(double number, DataType type) => type switch
    {
        DataType.Float16 => FromBits(BitConverter.HalfToUInt16Bits((Half)number), sizeof(ushort)),
        DataType.Float32 => FromBits(BitConverter.SingleToUInt32Bits((float)number), sizeof(uint)),
        _ => FromBits(BitConverter.DoubleToUInt64Bits(number), sizeof(ulong)),
    };

    private static ImmutableArray<byte> ParseInteger(MetadataElement element, DataType type)
    {
        if (element.IsString && Int128.TryParse(element.AsString(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var quoted))
        {
            // Some writers of v2 put numbers into quotes.
            element = element.WithJson(JsonDocument.Parse(quoted.ToString(CultureInfo.InvariantCulture)).RootElement);
        }

        var bits = 8 * type.ItemSize();
        if (type is DataType.UInt8 or DataType.UInt16 or DataType.UInt32 or DataType.UInt64)
        {
            var max = ulong.MaxValue >> (64 - bits);
            return TryUnsigned(element, out var number) && number <= max
                ? FromBits(number, type.ItemSize())
                : throw element.Invalid(string.Create(CultureInfo.InvariantCulture, $"a whole number from 0 to {max}"));
        }

        var top = long.MaxValue >> (64 - bits);
        return TryUnsigned(element, out _) || element.Json.ValueKind == JsonValueKind.Number
            ? FromBits((ulong)element.AsLong(-top - 1, top), type.ItemSize())
            : throw element.Invalid(string.Create(CultureInfo.InvariantCulture, $"a whole number from {-top - 1} to {top}"));
    }

    private static bool TryUnsigned(MetadataElement element, out ulong number)
    {
        number = 0;
        if (element.Json.ValueKind != JsonValueKind.Number)
        {
            return false;
        }

        if (element.Json.TryGetUInt64(out number))
        {
            return true;
        }

        var isWhole = element.Json.TryGetDouble(out var real) && real >= 0 && real < 1L << 53 && Math.Truncate(real) == real;
        number = isWhole ? (ulong)real : 0;
        return isWhole;
    }

    private static ImmutableArray<byte> FromBits(ulong bits, int size)
    {
        Span<byte> bytes = stackalloc byte[sizeof(ulong)];
        MemoryMarshal.Write(bytes, in bits);
        if (!BitConverter.IsLittleEndian)
        {
            bytes.Reverse();
        }

        return [.. bytes[..size]];
    }
}
