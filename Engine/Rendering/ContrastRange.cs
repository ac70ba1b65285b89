using Lamella.Contracts.Arrays;
using Lamella.Contracts.Layers;

namespace Lamella.Engine.Rendering;

/// <summary>Where contrast limits come from when nobody has said.</summary>
public static class ContrastRange
{
    private const int ManyElements = 10_000_000;
    private const int SmallSide = 64;
    private const int PatchSide = 62;

    /// <summary>The whole range of an element type: 0 … 1 for floating point and booleans, minimum … maximum for integers.</summary>
    /// <param name="dataType">The element type.</param>
    public static ContrastLimits OfType(DataType dataType) => dataType switch
    {
        DataType.Int8 => new(sbyte.MinValue, sbyte.MaxValue),
        DataType.UInt8 => new(byte.MinValue, byte.MaxValue),
        DataType.Int16 => new(short.MinValue, short.MaxValue),
        DataType.UInt16 => new(ushort.MinValue, ushort.MaxValue),
        DataType.Int32 => new(int.MinValue, int.MaxValue),
        DataType.UInt32 => new(uint.MinValue, uint.MaxValue),
        DataType.Int64 => new(long.MinValue, long.MaxValue),
        DataType.UInt64 => new(ulong.MinValue, ulong.MaxValue),
        _ => new(0, 1),
    };

    /// <summary>
    /// The range of the data themselves, NaN and infinities left out. Constant data are widened to
    /// (min(v, 0), max(v, 1)) so that they have a contrast (SLICING TH5); no data at all give 0 … 1.
    /// </summary>
    /// <param name="elements">The elements, little-endian.</param>
    /// <param name="dataType">Their type; of complex numbers the magnitude counts.</param>
    public static ContrastLimits OfData(ReadOnlySpan<byte> elements, DataType dataType)
    {
        var (low, high) = ValueRange.Of(elements, dataType);
        return (low, high) switch
        {
            _ when low > high => new(0, 1),
            _ when low == high => new(Math.Min(low, 0), Math.Max(high, 1)),
            _ => new(low, high),
        };
    }

    /// <summary>
    /// The range of an array for which nobody has said (SLICING TH5): 0 … 255 for bytes without looking; of more than 10⁷
    /// elements in three axes or more, the range of the first, middle and last plane, and of larger planes of a patch in
    /// their middle; else that of all, by <see cref="OfData"/>.
    /// </summary>
    /// <param name="elements">The elements in C order, little-endian.</param>
    /// <param name="dataType">Their type.</param>
    /// <param name="shape">Elements along each axis.</param>
    public static ContrastLimits OfArray(ReadOnlySpan<byte> elements, DataType dataType, ReadOnlySpan<int> shape)
    {
        if (dataType == DataType.UInt8)
        {
            return OfType(dataType);
        }

        var size = dataType.ItemSize();
        if (shape.Length < 3 || elements.Length / size <= ManyElements)
        {
            return OfData(elements, dataType);
        }

        var (height, width) = (shape[^2], shape[^1]);
        var plane = (long)height * width;
        var isPatch = plane > ManyElements && height > SmallSide && width > SmallSide;
        var sample = new byte[3 * (isPatch ? PatchSide * PatchSide : checked((int)plane)) * size];
        var written = 0;
        foreach (var index in (ReadOnlySpan<long>)[0, Middle(shape[..^2]), (elements.Length / size / plane) - 1])
        {
            var start = (height / 2) - (PatchSide / 2);
            for (var row = isPatch ? start : 0; row < (isPatch ? start + PatchSide : height); row++)
            {
                var column = isPatch ? (width / 2) - (PatchSide / 2) : 0;
                var part = elements.Slice(checked((int)(((index * plane) + ((long)row * width) + column) * size)), (isPatch ? PatchSide : width) * size);
                part.CopyTo(sample.AsSpan(written));
                written += part.Length;
            }
        }

        return OfData(sample, dataType);
    }

    /// <summary>
    /// The values below which some percentages of the data lie, interpolated between neighbours as NumPy's <c>percentile</c>
    /// does, NaN and infinities left out. Where both are the same, they are widened as in <see cref="OfData"/>.
    /// </summary>
    /// <param name="elements">The elements, little-endian.</param>
    /// <param name="dataType">Their type; of complex numbers the magnitude counts.</param>
    /// <param name="low">Percentage of the lower limit, 0 … 100.</param>
    /// <param name="high">Percentage of the upper limit, above the lower one.</param>
    /// <exception cref="ArgumentOutOfRangeException">The percentages do not ascend within 0 … 100.</exception>
    public static ContrastLimits OfPercentiles(ReadOnlySpan<byte> elements, DataType dataType, double low, double high)
    {
        if (!(low >= 0 && low < high && high <= 100))
        {
            throw new ArgumentOutOfRangeException(nameof(low), low, $"Percentages ascend within 0 … 100, not {low} … {high}.");
        }

        var count = elements.Length / dataType.ItemSize();
        var values = new double[count];
        var finite = 0;
        for (var index = 0; index < count; index++)
        {
            values[finite] = Slicing.Elements.Read(elements, dataType, index);
            finite += double.IsFinite(values[finite]) ? 1 : 0;
        }

        var sorted = values.AsSpan(0, finite);
        sorted.Sort();
        return finite == 0 ? new(0, 1) : (At(sorted, low), At(sorted, high)) switch
        {
            var (start, stop) when start == stop => new(Math.Min(start, 0), Math.Max(stop, 1)),
            var (start, stop) => new(start, stop),
        };
    }

    /// <summary>Limits cut to what the element type can hold, as integer data need (SLICING TH3).</summary>
    /// <param name="limits">The limits, in data values.</param>
    /// <param name="dataType">The element type; floating point leaves the limits as they are.</param>
    public static ContrastLimits ClampTo(ContrastLimits limits, DataType dataType)
    {
        if (!dataType.IsInteger())
        {
            return limits;
        }

        var range = OfType(dataType);
        return new(Math.Clamp(limits.Start, range.Start, range.End), Math.Clamp(limits.End, range.Start, range.End));
    }

    private static double At(ReadOnlySpan<double> sorted, double percent)
    {
        var place = percent / 100 * (sorted.Length - 1);
        var below = (int)Math.Floor(place);
        var above = Math.Min(below + 1, sorted.Length - 1);
        return sorted[below] + ((place - below) * (sorted[above] - sorted[below]));
    }

    /// <summary>The number of the plane half-way along every axis before the planes'.</summary>
    private static long Middle(ReadOnlySpan<int> shape)
    {
        var index = 0L;
        foreach (var extent in shape)
        {
            index = (index * extent) + (extent / 2);
        }

        return index;
    }
}
