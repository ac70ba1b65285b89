namespace Lamella.Engine.Rendering.Compositing;

/// <summary>Draws layers, the first lowest, on a canvas.</summary>
public static class Compositor
{
    /// <summary>Composites layers over a background.</summary>
    /// <param name="height">Rows of the canvas.</param>
    /// <param name="width">Pixels a row.</param>
    /// <param name="background">What shows where no layer is; taken as opaque.</param>
    /// <param name="layers">From the lowest to the topmost.</param>
    /// <returns>An opaque picture.</returns>
    /// <exception cref="InvalidOperationException">A layer's transform flattens the plane.</exception>
    public static RgbaImage Compose(int height, int width, Rgba background, IEnumerable<CanvasLayer> layers)
    {
        ArgumentNullException.ThrowIfNull(layers);
        var canvas = new RgbaImage(height, width);

        // While drawing, alpha 0 marks what no layer has touched yet.
        canvas.Fill(background with { A = 0 });
        foreach (var layer in layers)
        {
            Draw(layer, canvas);
        }

        foreach (ref var pixel in canvas.Pixels)
        {
            pixel |= 0xFF000000;
        }

        return canvas;
    }

    private static void Draw(CanvasLayer layer, RgbaImage canvas)
    {
        if (layer.Height == 0 || layer.Width == 0 || !(layer.Opacity > 0))
        {
            return;
        }

        var sampler = new RowSampler(layer, canvas.Width);
        var blender = new Blender(layer.Blending, Math.Min(layer.Opacity, 1));
        var colors = new uint[canvas.Width];
        for (var y = 0; y < canvas.Height; y++)
        {
            if (sampler.TrySample(y, colors))
            {
                blender.Blend(colors, canvas.Row(y));
            }
        }
    }
}
