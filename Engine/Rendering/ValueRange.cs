using System.Numerics;
using System.Runtime.InteropServices;
using Lamella.Contracts.Arrays;

namespace Lamella.Engine.Rendering;

/// <summary>The least and the greatest finite value of some elements.</summary>
internal static class ValueRange
{
    /// <summary>Finds the range; low is above high where there is no finite value.</summary>
    /// <param name="elements">The elements, little-endian.</param>
    /// <param name="dataType">Their type; of complex numbers the magnitude counts.</param>
    public static (double Low, double High) Of(ReadOnlySpan<byte> elements, DataType dataType) => dataType switch
    {
        DataType.Bool or DataType.UInt8 => OfIntegers<byte>(elements),
        DataType.Int8 => OfIntegers<sbyte>(elements),
        DataType.Int16 => OfIntegers<short>(elements),
        DataType.UInt16 => OfIntegers<ushort>(elements),
        DataType.Int32 => OfIntegers<int>(elements),
        DataType.UInt32 => OfIntegers<uint>(elements),
        DataType.Int64 => OfIntegers<long>(elements),
        DataType.UInt64 => OfIntegers<ulong>(elements),
        DataType.Float16 => OfFloats<Half>(elements),
        DataType.Float32 => OfFloats<float>(elements),
        DataType.Float64 => OfFloats<double>(elements),
        DataType.Complex64 => OfMagnitudes<float>(elements),
        DataType.Complex128 => OfMagnitudes<double>(elements),
        _ => throw new ArgumentOutOfRangeException(nameof(dataType), dataType, "Not a data type."),
    };

    private static (double Low, double High) OfIntegers<T>(ReadOnlySpan<byte> elements)
        where T : unmanaged, INumber<T>
    {
        var values = MemoryMarshal.Cast<byte, T>(elements);
        if (values.IsEmpty)
        {
            return (double.PositiveInfinity, double.NegativeInfinity);
        }

        var (low, high) = (values[0], values[0]);
        var blocks = MemoryMarshal.Cast<T, Vector<T>>(values);
        var (lows, highs) = (new Vector<T>(low), new Vector<T>(high));
        foreach (var block in blocks)
        {
            lows = Vector.Min(lows, block);
            highs = Vector.Max(highs, block);
        }

        for (var lane = 0; lane < Vector<T>.Count; lane++)
        {
            (low, high) = (T.Min(low, lows[lane]), T.Max(high, highs[lane]));
        }

        foreach (var value in values[(blocks.Length * Vector<T>.Count)..])
        {
            (low, high) = (T.Min(low, value), T.Max(high, value));
        }

        return (double.CreateChecked(low), double.CreateChecked(high));
    }

    private static (double Low, double High) OfFloats<T>(ReadOnlySpan<byte> elements)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var (low, high) = (double.PositiveInfinity, double.NegativeInfinity);
        foreach (var value in MemoryMarshal.Cast<byte, T>(elements))
        {
            if (T.IsFinite(value))
            {
                var number = double.CreateChecked(value);
                low = Math.Min(low, number);
                high = Math.Max(high, number);
            }
        }

        return (low, high);
    }

    private static (double Low, double High) OfMagnitudes<T>(ReadOnlySpan<byte> elements)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var parts = MemoryMarshal.Cast<byte, T>(elements);
        var (low, high) = (double.PositiveInfinity, double.NegativeInfinity);
        for (var index = 0; index + 1 < parts.Length; index += 2)
        {
            var magnitude = double.Hypot(double.CreateChecked(parts[index]), double.CreateChecked(parts[index + 1]));
            if (double.IsFinite(magnitude))
            {
                low = Math.Min(low, magnitude);
                high = Math.Max(high, magnitude);
            }
        }

        return (low, high);
    }
}
