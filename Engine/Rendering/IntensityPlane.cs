using Lamella.Contracts.Arrays;
using Lamella.Contracts.Layers;

namespace Lamella.Engine.Rendering;

/// <summary>
/// A plane of data after contrast limits, before colours: 0 at the lower limit, <see cref="Full"/> at the upper,
/// <see cref="NoData"/> where the datum is NaN. Whatever the data type was, drawing goes on from here, and what is
/// interpolated is data, not colours.
/// </summary>
public sealed class IntensityPlane
{
    /// <summary>The intensity at and above the upper contrast limit.</summary>
    public const ushort Full = 65534;

    /// <summary>Stands for NaN; drawn as transparent.</summary>
    public const ushort NoData = 65535;

    private readonly ushort[] _values;

    private IntensityPlane(int height, int width, ushort[] values)
    {
        Height = height;
        Width = width;
        _values = values;
    }

    /// <summary>Rows.</summary>
    public int Height { get; }

    /// <summary>Elements a row.</summary>
    public int Width { get; }

    /// <summary>The intensities in C order.</summary>
    public ReadOnlySpan<ushort> Values => _values;

    /// <summary>The intensities of one row.</summary>
    /// <param name="y">The row, 0 is the topmost.</param>
    public ReadOnlySpan<ushort> Row(int y) => Values.Slice(y * Width, Width);

    /// <summary>
    /// Applies contrast limits: linear between them, clipped outside. Equal or reversed limits are allowed; equal ones
    /// give 0 up to the limit and <see cref="Full"/> above it, reversed ones a negative picture.
    /// </summary>
    /// <param name="elements">The plane's elements in C order, little-endian; of complex numbers the magnitude is shown.</param>
    /// <param name="dataType">The element type.</param>
    /// <param name="height">Rows.</param>
    /// <param name="width">Elements a row.</param>
    /// <param name="limits">The contrast limits, in data values.</param>
    /// <exception cref="ArgumentException">The bytes are not height × width elements.</exception>
    public static IntensityPlane FromData(
        ReadOnlySpan<byte> elements, DataType dataType, int height, int width, ContrastLimits limits)
    {
        var count = checked(height * width);
        if (elements.Length != (long)count * dataType.ItemSize())
        {
            throw new ArgumentException(
                $"A {height}×{width} plane of {dataType.ZarrName()} has {(long)count * dataType.ItemSize()} bytes, not {elements.Length}.",
                nameof(elements));
        }

        var values = GC.AllocateUninitializedArray<ushort>(count);
        Normalization.Apply(elements, dataType, limits, values);
        return new IntensityPlane(height, width, values);
    }
}
