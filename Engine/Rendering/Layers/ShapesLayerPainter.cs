using Lamella.Contracts.Layers;
using Lamella.Contracts.Slicing;
using Lamella.Engine.Rendering.Compositing;
using Lamella.Engine.Rendering.Drawing;
using SkiaSharp;

namespace Lamella.Engine.Rendering.Layers;

/// <summary>Draws shapes: faces filled, outlines over them, those of a higher z-index on top.</summary>
public static class ShapesLayerPainter
{
    // So many cubic curves, one a quarter, make an ellipse; their handles reach so far along the tangents.
    private const float Handle = 0.5522848f;

    /// <summary>Draws the shapes of a slice.</summary>
    /// <param name="response">The slice.</param>
    /// <param name="slice">Its bytes.</param>
    /// <param name="canvas">What is drawn on.</param>
    /// <returns>A layer of the canvas's size; null where there is nothing to draw.</returns>
    public static CanvasLayer? Paint(ShapesSliceResponse response, ReadOnlySpan<byte> slice, WorldCanvas canvas)
    {
        ArgumentNullException.ThrowIfNull(response);
        if (!ItemsPlane.TryCreate(response, slice, canvas, out var shapes))
        {
            return null;
        }

        using var drawing = new ItemsCanvas(canvas.Height, canvas.Width);
        var first = shapes.Column<int>("first_vertex");
        var types = shapes.Column<byte>("shape_type");
        var z = shapes.Column<int>("z_index").ToArray();
        var faces = shapes.Colors("face_color");
        var edges = shapes.Colors("edge_color");
        var widths = shapes.Column<double>("edge_width");
        foreach (var i in Enumerable.Range(0, z.Length).OrderBy(shape => z[shape]))
        {
            var corners = new SKPoint[first[i + 1] - first[i]];
            for (var corner = 0; corner < corners.Length; corner++)
            {
                corners[corner] = shapes.At(first[i] + corner);
            }

            if (corners.Length < 2 || !corners.All(static corner => float.IsFinite(corner.X) && float.IsFinite(corner.Y)))
            {
                continue;
            }

            var type = (ShapeType)types[i];
            using var path = PathOf(type, corners);
            if (type is not (ShapeType.Path or ShapeType.Line))
            {
                drawing.Fill(path, faces[i]);
            }

            drawing.Stroke(path, edges[i], (float)widths[i] * shapes.LineScale);
        }

        return drawing.ToLayer();
    }

    private static SKPath PathOf(ShapeType type, SKPoint[] corners)
    {
        using var builder = new SKPathBuilder();
        builder.FillType = SKPathFillType.EvenOdd;
        if (type == ShapeType.Ellipse && corners.Length == 4)
        {
            AddEllipse(builder, corners);
            return builder.Detach();
        }

        builder.MoveTo(corners[0]);
        foreach (var corner in corners.AsSpan(1))
        {
            builder.LineTo(corner);
        }

        if (type is not (ShapeType.Path or ShapeType.Line))
        {
            builder.Close();
        }

        return builder.Detach();
    }

    /// <summary>The ellipse that touches the middle of each side of a parallelogram.</summary>
    private static void AddEllipse(SKPathBuilder builder, SKPoint[] corners)
    {
        var center = Scale(corners[0] + corners[2], 0.5f);
        var (a, b) = (Scale(corners[1] - corners[0], 0.5f), Scale(corners[3] - corners[0], 0.5f));
        ReadOnlySpan<(SKPoint Radius, SKPoint Next)> quarters = [(a, b), (b, Scale(a, -1)), (Scale(a, -1), Scale(b, -1)), (Scale(b, -1), a)];
        builder.MoveTo(center + a);
        foreach (var (radius, next) in quarters)
        {
            builder.CubicTo(center + radius + Scale(next, Handle), center + next + Scale(radius, Handle), center + next);
        }

        builder.Close();
    }

    private static SKPoint Scale(SKPoint point, float factor) => new(point.X * factor, point.Y * factor);
}
