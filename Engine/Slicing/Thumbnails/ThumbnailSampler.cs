using Lamella.Contracts.Arrays;
using Lamella.Contracts.Layers;
using Lamella.Engine.Rendering;

namespace Lamella.Engine.Slicing.Thumbnails;

/// <summary>Colours of single pixels of a slice, with straight alpha (SLICING TH1, TH3).</summary>
internal readonly ref struct ThumbnailSampler(
    SlicedArray source, int rank, bool isRgb, ContrastLimits limits, ThumbnailStyle style)
{
    private readonly ReadOnlySpan<byte> _bytes = source.Bytes.Span;
    private readonly int _samples = isRgb ? source.Shape[^1] : 1;
    private readonly int _planes = rank == 3 ? source.Shape[0] : 1;

    private long PlaneLength => (long)source.Shape[rank - 2] * source.Shape[rank - 1];

    /// <summary>The colour of a pixel, counted in C order within a plane.</summary>
    public Rgba ColorAt(long pixel) => isRgb ? Direct(pixel) : Mapped(Value(pixel, 0));

    /// <summary>The maximum over the planes; NaN wins, as in numpy.</summary>
    private double Value(long pixel, int sample)
    {
        var value = double.NegativeInfinity;
        for (var plane = 0; plane < _planes; plane++)
        {
            var at = _planes == 1 ? pixel : (plane * PlaneLength) + pixel;
            value = Math.Max(value, Elements.Read(_bytes, source.DataType, (at * _samples) + sample));
        }

        return value;
    }

    private Rgba Mapped(double value)
    {
        if (double.IsNaN(value))
        {
            return Rgba.Transparent;
        }

        if (style.Labels is { } labels)
        {
            var color = labels[(long)value];
            return color with { A = (byte)Math.Round(color.A * style.Opacity) };
        }

        var range = limits.End - limits.Start;
        var clipped = Math.Clamp(value, limits.Start, limits.End);
        var fraction = Math.Pow(range == 0 ? clipped : (clipped - limits.Start) / range, style.Gamma);
        return style.Colormap.At(fraction) with { A = Byte(style.Opacity) };
    }

    private Rgba Direct(long pixel)
    {
        var alpha = _samples == 4
            ? source.DataType == DataType.UInt8 ? (byte)(Value(pixel, 3) * style.Opacity) : Sample(Value(pixel, 3) * style.Opacity)
            : source.DataType == DataType.UInt8 ? (byte)(255 * style.Opacity) : Byte(style.Opacity);
        return new Rgba(Sample(Value(pixel, 0)), Sample(Value(pixel, 1)), Sample(Value(pixel, 2)), alpha);
    }

    /// <summary>Bytes are taken as they are; anything else as 0 … 1, not normalised.</summary>
    private byte Sample(double value) => source.DataType == DataType.UInt8 ? (byte)value : Byte(value);

    private static byte Byte(double fraction) =>
        double.IsNaN(fraction) ? (byte)0 : (byte)Math.Clamp(Math.Round(255 * fraction, MidpointRounding.ToEven), 0, 255);
}
