using Lamella.Contracts.Layers;
using Lamella.Contracts.Slicing;
using Lamella.Engine.Rendering.Compositing;
using Lamella.Engine.Rendering.Labels;

namespace Lamella.Engine.Rendering.Layers;

/// <summary>From the slice of a labels layer to colours. What lies between labels is no label, so there is no interpolation.</summary>
public static class LabelsLayerPainter
{
    /// <summary>Prepares a slice for drawing; of a 3-D one the greatest label along its first axis is shown.</summary>
    /// <param name="spec">The colours, and whether outlines are drawn.</param>
    /// <param name="response">The slice's shape, type and place in the world.</param>
    /// <param name="elements">Its elements, C order, little-endian.</param>
    /// <param name="worldToCanvas">From the last two displayed world axes to canvas (row, column).</param>
    /// <returns>The layer, or null where the slice has fewer than two axes or no elements, or is no integers.</returns>
    public static CanvasLayer? Paint(
        LabelsLayerSpec spec, ImageSliceResponse response, ReadOnlySpan<byte> elements, PlaneTransform worldToCanvas)
    {
        ArgumentNullException.ThrowIfNull(spec);
        ArgumentNullException.ThrowIfNull(response);
        if (response.Empty || response.Rgb || SlicePlane.Of(response, elements) is not { } plane)
        {
            return null;
        }

        var image = new LabelColors(spec).Paint(plane.Elements.Span, response.DataType, plane.Height, plane.Width);
        return new ColorLayer(image) { DataToCanvas = PlaneTransform.From(plane.ToWorld).Then(worldToCanvas) };
    }
}
