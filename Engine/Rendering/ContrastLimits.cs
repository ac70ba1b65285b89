using Lamella.Contracts.Arrays;

namespace Lamella.Engine.Rendering;

/// <summary>The data values that are shown as a colormap's two ends.</summary>
/// <param name="Low">Shown as the first colour; in data values.</param>
/// <param name="High">Shown as the last colour; in data values.</param>
public readonly record struct ContrastLimits(double Low, double High)
{
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

    /// <summary>These limits cut to what the element type can hold, as integer data need (SLICING TH3).</summary>
    /// <param name="dataType">The element type; floating point leaves the limits as they are.</param>
    public ContrastLimits ClampTo(DataType dataType)
    {
        if (!dataType.IsInteger())
        {
            return this;
        }

        var range = OfType(dataType);
        return new(Math.Clamp(Low, range.Low, range.High), Math.Clamp(High, range.Low, range.High));
    }
}
