using Lamella.Contracts.Layers;
using Lamella.Contracts.Slicing;
using Lamella.Engine.Rendering.Compositing;
using Lamella.Engine.Rendering.Drawing;

namespace Lamella.Engine.Rendering.Layers;

/// <summary>Draws tracks as lines that fade along tail and head, and the links of their graph.</summary>
public static class TracksLayerPainter
{
    /// <summary>Draws the tracks of a slice.</summary>
    /// <param name="spec">The width of lines, in canvas pixels.</param>
    /// <param name="response">The slice.</param>
    /// <param name="slice">Its bytes.</param>
    /// <param name="canvas">What is drawn on.</param>
    /// <returns>A layer of the canvas's size; null where there is nothing to draw.</returns>
    public static CanvasLayer? Paint(TracksLayerSpec spec, TracksSliceResponse response, ReadOnlySpan<byte> slice, WorldCanvas canvas)
    {
        ArgumentNullException.ThrowIfNull(spec);
        ArgumentNullException.ThrowIfNull(response);
        if (!ItemsPlane.TryCreate(response, slice, canvas, out var tracks))
        {
            return null;
        }

        using var drawing = new ItemsCanvas(canvas.Height, canvas.Width);
        var alphas = tracks.Column<double>("alpha");
        var connected = tracks.Column<byte>("connected");
        var colors = tracks.Colors("color");
        var graph = tracks.Column<int>("graph");
        for (var link = 0; link + 1 < graph.Length; link += 2)
        {
            Connect(drawing, tracks, alphas, colors, graph[link], graph[link + 1], (float)spec.TailWidth);
        }

        for (var vertex = 0; vertex + 1 < tracks.Count; vertex++)
        {
            if (connected[vertex] != 0)
            {
                Connect(drawing, tracks, alphas, colors, vertex, vertex + 1, (float)spec.TailWidth);
            }
        }

        return drawing.ToLayer();
    }

    private static void Connect(ItemsCanvas drawing, in ItemsPlane tracks, ReadOnlySpan<double> alphas, ReadOnlySpan<Rgba> colors, int from, int to, float width)
    {
        if (alphas[from] > 0 || alphas[to] > 0)
        {
            drawing.Line(tracks.At(from), tracks.At(to), Faded(colors[from], alphas[from]), Faded(colors[to], alphas[to]), width);
        }
    }

    private static Rgba Faded(Rgba color, double alpha) => color with { A = (byte)Math.Round(color.A * Math.Clamp(alpha, 0, 1)) };
}
