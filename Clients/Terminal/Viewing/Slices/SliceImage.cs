using System.Collections.Immutable;
using Lamella.Contracts.Arrays;
using Lamella.Contracts.Layers;
using Lamella.Contracts.Slicing;
using Lamella.Engine.Rendering;
using Lamella.Engine.Rendering.Compositing;
using Lamella.Engine.Rendering.Labels;

namespace Lamella.Terminal.Viewing.Slices;

/// <summary>
/// One slice of an image layer as a plane of data, rows running down. Immutable; the planes made of it are remembered, as
/// most drawing uses the same limits again.
/// </summary>
internal sealed class SliceImage
{
    private (ContrastLimits Limits, IntensityPlane Plane)? _plane;
    private (LabelsLayerSpec Spec, RgbaImage Image)? _labels;
    private RgbaImage? _colors;

    /// <param name="response">The header.</param>
    /// <param name="height">Rows.</param>
    /// <param name="width">Columns.</param>
    /// <param name="dataType">The element type.</param>
    /// <param name="samples">Colour samples of a pixel; 1 for scalars.</param>
    /// <param name="toWorld">Pixel (row, column) to world on the same axes.</param>
    /// <param name="elements">C order, little-endian.</param>
    public SliceImage(
        LayerSliceResponse response, int height, int width, DataType dataType, int samples, PlaneTransform toWorld, byte[] elements)
    {
        Response = response;
        (Height, Width, DataType, Samples, ToWorld, Elements) = (height, width, dataType, samples, toWorld, elements);
        Histogram = samples == 1 ? Histogram.Of(elements, dataType) : Histogram.Empty;
    }

    public LayerSliceResponse Response { get; private set; }

    public int Height { get; }

    public int Width { get; }

    public DataType DataType { get; }

    public int Samples { get; }

    public PlaneTransform ToWorld { get; }

    public ReadOnlyMemory<byte> Elements { get; }

    public Histogram Histogram { get; }

    public bool IsEmpty => Height == 0 || Width == 0;

    /// <summary>The same pixels as the answer to another request.</summary>
    public SliceImage As(LayerSliceResponse response)
    {
        var copy = (SliceImage)MemberwiseClone();
        copy.Response = response;
        return copy;
    }

    /// <summary>The data after contrast limits.</summary>
    public IntensityPlane PlaneFor(ContrastLimits limits)
    {
        var known = _plane;
        if (known is { } value && value.Limits == limits)
        {
            return value.Plane;
        }

        var plane = IntensityPlane.FromData(Elements.Span, DataType, Height, Width, limits);
        _plane = (limits, plane);
        return plane;
    }

    /// <summary>The colours of labels.</summary>
    public RgbaImage LabelsFor(LabelsLayerSpec spec)
    {
        var known = _labels;
        if (known is { } value && value.Spec.Equals(spec))
        {
            return value.Image;
        }

        var image = new LabelColors(spec).Paint(Elements.Span, DataType, Height, Width);
        _labels = (spec, image);
        return image;
    }

    /// <summary>The colours of an image of samples.</summary>
    public RgbaImage Colors => _colors ??= RgbData.ToImage(Elements.Span, DataType, Height, Width, Samples);

    /// <summary>The values of the pixel under a world point: one, or one for each colour sample; empty outside.</summary>
    public ImmutableArray<double> ValuesAt(double worldRow, double worldColumn)
    {
        if (IsEmpty)
        {
            return [];
        }

        var (row, column) = ToWorld.Inverse().Apply(worldRow, worldColumn);
        var (y, x) = (Math.Floor(row + 0.5), Math.Floor(column + 0.5));
        return y >= 0 && y < Height && x >= 0 && x < Width
            ? [.. Enumerable.Range(0, Samples).Select(sample => Values.At(Elements.Span, DataType, ((((long)y * Width) + (long)x) * Samples) + sample))]
            : [];
    }
}
