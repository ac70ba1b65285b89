using Lamella.Contracts.Layers;
using Lamella.Contracts.Slicing;
using Lamella.Engine.Rendering.Compositing;
using Lamella.Engine.Rendering.Drawing;
using SkiaSharp;

namespace Lamella.Engine.Rendering.Layers;

/// <summary>Draws vectors as lines, triangles or arrows, at least one pixel wide.</summary>
public static class VectorsLayerPainter
{
    private const float LeastWidth = 1;

    /// <summary>Where the head of an arrow begins, and by how much it is wider than the shaft; as in napari.</summary>
    private const float HeadStart = 0.75f, HeadWidth = 2;

    /// <summary>Draws the vectors of a slice.</summary>
    /// <param name="spec">The width of lines, and the style.</param>
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
            var along = vectors.Direction(directions, i);
            if (spec.VectorStyle == VectorStyle.Line || along.Length == 0)
            {
                drawing.Line(from, from + along, color, width);
                continue;
            }

            using var outline = Outline(spec.VectorStyle, from, along, width);
            drawing.Fill(outline, color);
        }

        return drawing.ToLayer();
    }

    private static SKPath Outline(VectorStyle style, SKPoint from, SKPoint along, float width)
    {
        using var path = new SKPathBuilder();
        var across = Times(new SKPoint(-along.Y, along.X), width / (2 * along.Length));
        path.MoveTo(from + across);
        if (style == VectorStyle.Arrow)
        {
            var (neck, wide) = (from + Times(along, HeadStart), Times(across, HeadWidth));
            path.LineTo(neck + across);
            path.LineTo(neck + wide);
            path.LineTo(from + along);
            path.LineTo(neck - wide);
            path.LineTo(neck - across);
        }
        else
        {
            path.LineTo(from + along);
        }

        path.LineTo(from - across);
        path.Close();
        return path.Detach();
    }

    private static SKPoint Times(SKPoint point, float factor) => new(point.X * factor, point.Y * factor);
}
