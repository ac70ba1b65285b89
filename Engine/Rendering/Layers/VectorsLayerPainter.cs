using Lamella.Contracts.Layers;
using Lamella.Contracts.Slicing;
using Lamella.Engine.Rendering.Compositing;
using Lamella.Engine.Rendering.Drawing;

namespace Lamella.Engine.Rendering.Layers;

/// <summary>Draws vectors as lines, at least one pixel wide.</summary>
public static class VectorsLayerPainter
{
    private const float LeastWidth = 1;

    /// <summary>Draws the vectors of a slice.</summary>
    /// <param name="spec">The width of lines.</param>
    /// <param name="response">The slice.</param>
    /// <param name="slice">Its bytes.</param>
    /// <param name="canvas">What is drawn on.</param>
    /// <returns>A layer of the canvas's size; null where there is nothing to draw.</returns>
    public static CanvasLayer? Paint(VectorsLayerSpec spec, VectorsSliceResponse response, ReadOnlySpan<byte> slice, WorldCanvas canvas)
    {
        ArgumentNullException.ThrowIfNull(spec);
        ArgumentNullException.ThrowIfNull(response);
        if (!ItemsPlane.TryCreate(response, slice, canvas, out var vectors))
        {
            return null;
        }

        using var drawing = new ItemsCanvas(canvas.Height, canvas.Width);
        var directions = vectors.Column<double>("direction");
        var alphas = vectors.Column<double>("alpha");
        var colors = vectors.Colors("edge_color");
        var width = Math.Max(LeastWidth, (float)spec.EdgeWidth * vectors.LineScale);
        for (var i = 0; i < vectors.Count; i++)
        {
            var from = vectors.At(i);
            var color = colors[i] with { A = (byte)Math.Round(colors[i].A * Math.Clamp(alphas[i], 0, 1)) };
            drawing.Line(from, from + vectors.Direction(directions, i), color, width);
        }

        return drawing.ToLayer();
    }
}
