using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Lamella.Contracts.Arrays;
using Lamella.Contracts.Layers;

namespace Lamella.Engine.Rendering;

/// <summary>From data values to intensities: <c>round(65534 · (v − low) / (high − low))</c>, clipped.</summary>
internal static class Normalization
{
    /// <summary>Normalises elements of any type.</summary>
    /// <param name="elements">The elements, little-endian.</param>
    /// <param name="dataType">Their type.</param>
    /// <param name="limits">The contrast limits, in data values.</param>
    /// <param name="intensities">As many as there are elements.</param>
    public static void Apply(
        ReadOnlySpan<byte> elements, DataType dataType, ContrastLimits limits, Span<ushort> intensities)
    {
        switch (dataType)
        {
            case DataType.Bool or DataType.UInt8:
                Look<byte>(elements, Table(256, 0, limits), 0, intensities);
                break;
            case DataType.Int8:
                Look<sbyte>(elements, Table(256, sbyte.MinValue, limits), -sbyte.MinValue, intensities);
                break;
            case DataType.Int16:
                Look<short>(elements, Table(65536, short.MinValue, limits), -short.MinValue, intensities);
                break;
            case DataType.UInt16:
                Look<ushort>(elements, Table(65536, 0, limits), 0, intensities);
                break;
            case DataType.Float16:
                Look<ushort>(elements, HalfTable(limits), 0, intensities);
                break;
            case DataType.Int32:
                Compute<int>(elements, limits, intensities);
                break;
            case DataType.UInt32:
                Compute<uint>(elements, limits, intensities);
                break;
            case DataType.Int64:
                Compute<long>(elements, limits, intensities);
                break;
            case DataType.UInt64:
                Compute<ulong>(elements, limits, intensities);
                break;
            case DataType.Float32:
                ComputeFloat32(MemoryMarshal.Cast<byte, float>(elements), limits, intensities);
                break;
            case DataType.Float64:
                Compute<double>(elements, limits, intensities);
                break;
            case DataType.Complex64:
                ComputeMagnitudes<float>(elements, limits, intensities);
                break;
            case DataType.Complex128:
                ComputeMagnitudes<double>(elements, limits, intensities);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(dataType), dataType, "Not a data type.");
        }
    }

    private static ushort Intensity(double value, ContrastLimits limits)
    {
        if (double.IsNaN(value))
        {
            return IntensityPlane.NoData;
        }

        if (limits.Start == limits.End)
        {
            return value > limits.End ? IntensityPlane.Full : (ushort)0;
        }

        var fraction = (value - limits.Start) / (limits.End - limits.Start);
        return (ushort)Math.Round(Math.Clamp(fraction, 0, 1) * IntensityPlane.Full);
    }

    private static ushort[] Table(int length, int first, ContrastLimits limits)
    {
        var table = new ushort[length];
        for (var index = 0; index < length; index++)
        {
            table[index] = Intensity(first + index, limits);
        }

        return table;
    }

    private static ushort[] HalfTable(ContrastLimits limits)
    {
        var table = new ushort[65536];
        for (var bits = 0; bits < table.Length; bits++)
        {
            table[bits] = Intensity((double)BitConverter.UInt16BitsToHalf((ushort)bits), limits);
        }

        return table;
    }

    private static void Look<T>(ReadOnlySpan<byte> elements, ushort[] table, int offset, Span<ushort> intensities)
        where T : unmanaged, IBinaryInteger<T>
    {
        var values = MemoryMarshal.Cast<byte, T>(elements);
        for (var index = 0; index < values.Length; index++)
        {
            intensities[index] = table[int.CreateTruncating(values[index]) + offset];
        }
    }

    private static void Compute<T>(ReadOnlySpan<byte> elements, ContrastLimits limits, Span<ushort> intensities)
        where T : unmanaged, INumber<T>
    {
        var values = MemoryMarshal.Cast<byte, T>(elements);
        for (var index = 0; index < values.Length; index++)
        {
            intensities[index] = Intensity(double.CreateChecked(values[index]), limits);
        }
    }

    private static void ComputeMagnitudes<T>(ReadOnlySpan<byte> elements, ContrastLimits limits, Span<ushort> intensities)
        where T : unmanaged, INumber<T>
    {
        var parts = MemoryMarshal.Cast<byte, T>(elements);
        for (var index = 0; index < intensities.Length; index++)
        {
            var magnitude = double.Hypot(double.CreateChecked(parts[2 * index]), double.CreateChecked(parts[(2 * index) + 1]));
            intensities[index] = Intensity(magnitude, limits);
        }
    }

    // Eight elements at a time: float32 is what most derived images are stored as.
    private static void ComputeFloat32(ReadOnlySpan<float> values, ContrastLimits limits, Span<ushort> intensities)
    {
        var index = 0;
        var scale = (float)(1 / (limits.End - limits.Start));
        var low = (float)limits.Start;
        if (Vector256.IsHardwareAccelerated && float.IsFinite(scale) && float.IsFinite(low) && scale != 0)
        {
            var full = Vector256.Create((float)IntensityPlane.Full);
            for (; index <= values.Length - 8; index += 8)
            {
                var value = Vector256.Create(values.Slice(index, 8));
                var fraction = (value - Vector256.Create(low)) * scale;
                var clipped = Vector256.Min(Vector256.Max(fraction, Vector256<float>.Zero), Vector256<float>.One);
                var rounded = Vector256.ConvertToInt32(Vector256.Round(clipped * full));
                var isNumber = Vector256.Equals(value, value).AsInt32();
                var intensity = Vector256.ConditionalSelect(isNumber, rounded, Vector256.Create((int)IntensityPlane.NoData));
                Vector128.Narrow(intensity.GetLower().AsUInt32(), intensity.GetUpper().AsUInt32())
                    .CopyTo(intensities.Slice(index, 8));
            }
        }

        for (; index < values.Length; index++)
        {
            intensities[index] = Intensity(values[index], limits);
        }
    }
}
