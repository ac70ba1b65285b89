using Lamella.Contracts.Arrays;
using Lamella.Contracts.Layers;
using Lamella.Engine.Rendering;

namespace Lamella.Engine.Slicing.Images;

/// <summary>Contrast limits of an image for which none were given (SLICING TH5).</summary>
public static class ImageContrast
{
    /// <summary>
    /// The limits that need no reading: 0 … 255 for bytes; null for other types, whose limits come from a slice.
    /// </summary>
    /// <param name="dataType">The element type.</param>
    public static ContrastLimits? WithoutReading(DataType dataType) =>
        dataType == DataType.UInt8 ? new ContrastLimits(byte.MinValue, byte.MaxValue) : null;

    /// <summary>The limits of data that are at hand, by <see cref="ContrastRange.OfArray"/>.</summary>
    /// <param name="pixels">A slice, or a whole array.</param>
    public static ContrastLimits Of(SlicedArray pixels) => ContrastRange.OfArray(pixels.Bytes.Span, pixels.DataType, pixels.Shape.AsSpan());
}
