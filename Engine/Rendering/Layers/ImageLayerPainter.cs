using Lamella.Contracts.Arrays;
using Lamella.Contracts.Layers;
using Lamella.Contracts.Slicing;
using Lamella.Engine.Rendering.Colormaps;
using Lamella.Engine.Rendering.Compositing;

namespace Lamella.Engine.Rendering.Layers;

/// <summary>From the slice of an image layer and what the user said of the layer to something that can be composited.</summary>
public static class ImageLayerPainter
{
    /// <summary>Prepares a slice for drawing; a 3-D one is projected along its first axis by its maximum.</summary>
    /// <param name="spec">Contrast limits, gamma, colormap, blending and opacity.</param>
    /// <param name="response">The slice's shape, type and place in the world.</param>
    /// <param name="elements">Its elements, C order, little-endian.</param>
    /// <param name="channel">What the source's metadata say of the channel; null where nothing.</param>
    /// <param name="worldToCanvas">From the last two displayed world axes to canvas (row, column).</param>
    /// <returns>The layer, or null where the slice has fewer than two axes or no elements.</returns>
    public static CanvasLayer? Paint(
        ImageLayerSpec spec,
        ImageSliceResponse response,
        ReadOnlySpan<byte> elements,
        ImageChannel? channel,
        PlaneTransform worldToCanvas)
    {
        ArgumentNullException.ThrowIfNull(spec);
        ArgumentNullException.ThrowIfNull(response);
        var plane = SlicePlane.Of(response, elements);
        if (plane is not { } flat)
        {
            return null;
        }

        var transform = PlaneTransform.From(flat.ToWorld).Then(worldToCanvas);
        CanvasLayer layer = response.Rgb
            ? new ColorLayer(RgbData.ToImage(flat.Elements.Span, response.DataType, flat.Height, flat.Width, response.Shape[^1]))
            : Intensities(spec, response.DataType, flat, channel);
        return layer with { DataToCanvas = transform, Blending = spec.Blending, Opacity = spec.Opacity };
    }

    /// <summary>The contrast limits in force: the user's, else the metadata's, else the range of the slice.</summary>
    /// <param name="spec">What the user said.</param>
    /// <param name="channel">What the metadata say.</param>
    /// <param name="elements">The slice's elements; of bytes the range is 0 … 255 whatever they are (SLICING TH5).</param>
    /// <param name="dataType">Their type.</param>
    public static ContrastLimits LimitsOf(ImageLayerSpec spec, ImageChannel? channel, ReadOnlySpan<byte> elements, DataType dataType)
    {
        ArgumentNullException.ThrowIfNull(spec);
        return spec.ContrastLimits
            ?? (channel is { WindowStart: { } start, WindowEnd: { } end } && start < end
                ? new ContrastLimits(start, end)
                : ContrastRange.OfArray(elements, dataType, [elements.Length / dataType.ItemSize()]));
    }

    private static IntensityLayer Intensities(ImageLayerSpec spec, DataType dataType, SlicePlane plane, ImageChannel? channel)
    {
        var limits = LimitsOf(spec, channel, plane.Elements.Span, dataType);
        var intensities = IntensityPlane.FromData(plane.Elements.Span, dataType, plane.Height, plane.Width, limits);
        return new IntensityLayer(intensities, new ColorTable(ColormapCatalog.Parse(spec.Colormap), spec.Gamma));
    }
}
