using Lamella.Contracts.Layers;
using Lamella.Contracts.Slicing;
using Lamella.Engine.Rendering.Compositing;
using Lamella.Engine.Rendering.Drawing;
using SkiaSharp;

namespace Lamella.Engine.Rendering.Layers;

/// <summary>Draws points: each by its symbol, as large as the slice says, never smaller than two pixels (napari's canvas limits).</summary>
public static class PointsLayerPainter
{
    private const float LeastDiameter = 2;
    private const float GreatestDiameter = 10_000;

    /// <summary>Draws the points of a slice.</summary>
    /// <param name="response">The slice.</param>
    /// <param name="slice">Its bytes.</param>
    /// <param name="canvas">What is drawn on.</param>
    /// <returns>A layer of the canvas's size; null where there is nothing to draw.</returns>
    public static CanvasLayer? Paint(PointsSliceResponse response, ReadOnlySpan<byte> slice, WorldCanvas canvas)
    {
        ArgumentNullException.ThrowIfNull(response);
        if (!ItemsPlane.TryCreate(response, slice, canvas, out var points))
        {
            return null;
        }

        using var drawing = new ItemsCanvas(canvas.Height, canvas.Width);
        var sizes = points.Column<double>("size");
        var widths = points.Column<double>("border_width");
        var symbols = points.Column<byte>("symbol");
        var faces = points.Colors("face_color");
        var borders = points.Colors("border_color");
        var scale = points.SizeScale;
        for (var i = 0; i < points.Count; i++)
        {
            var (center, wanted) = (points.At(i), (float)sizes[i] * scale);
            var diameter = Math.Clamp(wanted, LeastDiameter, GreatestDiameter);
            var border = (float)widths[i] * scale;
            if (!(wanted > 0) || !drawing.Shows(center, (diameter + border) / 2))
            {
                continue;
            }

            if (symbols[i] == (byte)PointSymbol.Disc)
            {
                drawing.Disc(center, diameter / 2, faces[i], borders[i], border);
                continue;
            }

            Symbol(drawing, (PointSymbol)symbols[i], center, diameter, faces[i], borders[i], border);
        }

        return drawing.ToLayer();
    }

    private static void Symbol(ItemsCanvas drawing, PointSymbol symbol, SKPoint center, float diameter, Rgba face, Rgba border, float borderWidth)
    {
        using var outline = SymbolPaths.Of(symbol);
        using var placed = new SKPath();
        outline.Transform(SKMatrix.CreateScaleTranslation(diameter, diameter, center.X, center.Y), placed);
        drawing.Fill(placed, face);
        drawing.Stroke(placed, border, borderWidth);
    }
}
