using Lamella.Contracts.Layers;
using Lamella.Contracts.Slicing;
using Lamella.Engine.Rendering.Colormaps;
using Lamella.Engine.Rendering.Compositing;
using Lamella.Engine.Rendering.Drawing;
using SkiaSharp;

namespace Lamella.Engine.Rendering.Layers;

/// <summary>
/// Draws the faces of a mesh in the colours of their corners' values. Of three displayed axes the first of the world is looked
/// along, from its start: faces further away are covered, and the more a face is turned away, the darker it is.
/// </summary>
public static class SurfaceLayerPainter
{
    private const int FacesADraw = 16384;
    private const float Ambient = 0.35f;

    /// <summary>Draws the faces of a slice.</summary>
    /// <param name="spec">Contrast limits, gamma and colormap.</param>
    /// <param name="response">The slice.</param>
    /// <param name="slice">Its bytes.</param>
    /// <param name="canvas">What is drawn on.</param>
    /// <returns>A layer of the canvas's size; null where there is nothing to draw.</returns>
    public static CanvasLayer? Paint(SurfaceLayerSpec spec, SurfaceSliceResponse response, ReadOnlySpan<byte> slice, WorldCanvas canvas)
    {
        ArgumentNullException.ThrowIfNull(spec);
        ArgumentNullException.ThrowIfNull(response);
        if (!ItemsPlane.TryCreate(response, slice, canvas, out var mesh))
        {
            return null;
        }

        using var drawing = new ItemsCanvas(canvas.Height, canvas.Width);
        var faces = mesh.Column<int>("face");
        var colors = Colors(spec, mesh.Column<double>("value"));
        var order = FarToNear(mesh, faces);
        for (var start = 0; start < order.Length; start += FacesADraw)
        {
            var some = order.AsSpan(start, Math.Min(FacesADraw, order.Length - start));
            var (corners, shades) = (new SKPoint[3 * some.Length], new SKColor[3 * some.Length]);
            for (var i = 0; i < corners.Length; i++)
            {
                var vertex = faces[(3 * some[i / 3]) + (i % 3)];
                corners[i] = mesh.At(vertex);
                shades[i] = colors[vertex];
            }

            Shade(mesh, faces, some, shades);
            drawing.Triangles(corners, shades);
        }

        return drawing.ToLayer();
    }

    /// <summary>The limits in force: the user's, else the range of the slice's values, widened where they are all the same.</summary>
    private static SKColor[] Colors(SurfaceLayerSpec spec, ReadOnlySpan<double> values)
    {
        var limits = spec.ContrastLimits ?? ContrastRange.OfData(System.Runtime.InteropServices.MemoryMarshal.AsBytes(values), Contracts.Arrays.DataType.Float64);
        var colormap = ColormapCatalog.Parse(spec.Colormap);
        var range = limits.End - limits.Start;
        var colors = new SKColor[values.Length];
        for (var i = 0; i < values.Length; i++)
        {
            var fraction = range == 0 ? 0 : Math.Clamp((values[i] - limits.Start) / range, 0, 1);
            colors[i] = double.IsNaN(values[i]) ? SKColor.Empty : ItemsCanvas.ColorOf(colormap.At(Math.Pow(fraction, spec.Gamma)));
        }

        return colors;
    }

    private static int[] FarToNear(in ItemsPlane mesh, ReadOnlySpan<int> faces)
    {
        var order = new int[faces.Length / 3];
        var depths = new double[order.Length];
        for (var face = 0; face < order.Length; face++)
        {
            order[face] = face;
            depths[face] = -(mesh.Depth(faces[3 * face]) + mesh.Depth(faces[(3 * face) + 1]) + mesh.Depth(faces[(3 * face) + 2]));
        }

        if (mesh.Axes == 3)
        {
            Array.Sort(depths, order);
        }

        return order;
    }

    private static void Shade(in ItemsPlane mesh, ReadOnlySpan<int> faces, ReadOnlySpan<int> some, SKColor[] shades)
    {
        if (mesh.Axes != 3)
        {
            return;
        }

        for (var i = 0; i < some.Length; i++)
        {
            var light = Ambient + ((1 - Ambient) * Facing(mesh, faces.Slice(3 * some[i], 3)));
            foreach (ref var shade in shades.AsSpan(3 * i, 3))
            {
                shade = new SKColor((byte)(shade.Red * light), (byte)(shade.Green * light), (byte)(shade.Blue * light), shade.Alpha);
            }
        }
    }

    /// <summary>How much a face is turned to who looks: the cosine of its angle, 0 … 1.</summary>
    private static float Facing(in ItemsPlane mesh, ReadOnlySpan<int> face)
    {
        var (a, b, c) = (mesh.At(face[0]), mesh.At(face[1]), mesh.At(face[2]));
        var scale = mesh.WorldScale;
        var (u, v) = (b - a, c - a);
        var (uz, vz) = ((float)(mesh.Depth(face[1]) - mesh.Depth(face[0])) * scale, (float)(mesh.Depth(face[2]) - mesh.Depth(face[0])) * scale);
        var (x, y, z) = ((u.Y * vz) - (uz * v.Y), (uz * v.X) - (u.X * vz), (u.X * v.Y) - (u.Y * v.X));
        var length = MathF.Sqrt((x * x) + (y * y) + (z * z));
        return length > 0 ? MathF.Abs(z) / length : 1;
    }
}
