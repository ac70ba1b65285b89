using Lamella.Contracts.Arrays;
using Lamella.Contracts.Layers;
using Lamella.Contracts.Slicing;
using Lamella.Engine.Rendering.Compositing;

namespace Lamella.Engine.Rendering.Layers;

/// <summary>From the slice of a layer of any type to something that can be composited.</summary>
public static class LayerPainter
{
    /// <summary>Prepares a slice for drawing, with the layer's blending and opacity.</summary>
    /// <param name="spec">How the layer is displayed.</param>
    /// <param name="response">Its slice, of the same type.</param>
    /// <param name="slice">The slice's bytes.</param>
    /// <param name="canvas">What is drawn on.</param>
    /// <param name="channel">What an image's metadata say of the channel; null where nothing.</param>
    /// <param name="interpolation">How images are drawn between their elements; labels never are.</param>
    /// <returns>The layer; null where there is nothing to draw, or where spec and response are of different types.</returns>
    /// <exception cref="Contracts.Errors.LamellaException">The spec names a colour or colormap that there is not.</exception>
    public static CanvasLayer? Paint(
        LayerSpec spec,
        LayerSliceResponse response,
        ReadOnlySpan<byte> slice,
        WorldCanvas canvas,
        ImageChannel? channel = null,
        Interpolation interpolation = Interpolation.Nearest)
    {
        ArgumentNullException.ThrowIfNull(spec);
        var layer = (spec, response) switch
        {
            (ImageLayerSpec image, ImageSliceResponse { Empty: false } pixels) =>
                ImageLayerPainter.Paint(image, pixels, slice, channel, canvas.WorldToCanvas) is { } painted
                    ? painted with { Interpolation = interpolation }
                    : null,
            (LabelsLayerSpec labels, ImageSliceResponse numbers) => LabelsLayerPainter.Paint(labels, numbers, slice, canvas.WorldToCanvas),
            (PointsLayerSpec, PointsSliceResponse points) => PointsLayerPainter.Paint(points, slice, canvas),
            (VectorsLayerSpec vectors, VectorsSliceResponse lines) => VectorsLayerPainter.Paint(vectors, lines, slice, canvas),
            (SurfaceLayerSpec surface, SurfaceSliceResponse mesh) => SurfaceLayerPainter.Paint(surface, mesh, slice, canvas),
            (ShapesLayerSpec, ShapesSliceResponse shapes) => ShapesLayerPainter.Paint(shapes, slice, canvas),
            (TracksLayerSpec tracks, TracksSliceResponse lines) => TracksLayerPainter.Paint(tracks, lines, slice, canvas),
            _ => null,
        };
        return layer is null ? null : layer with { Blending = spec.Blending, Opacity = spec.Opacity };
    }
}
