using Lamella.Contracts.Layers;

namespace Lamella.Engine.Rendering.Compositing;

/// <summary>Blends rows of colours into a canvas whose alpha is 0 where no layer has been drawn and 255 elsewhere.</summary>
/// <remarks>
/// Whatever the mode, the lowest layer at a pixel is laid over the background as a translucent one is, so that the darker
/// modes are not swallowed by a black background nor the additive one by a white one. In the darker modes opacity mixes
/// the layer with white first; the opaque mode knows no opacity, only wholly transparent pixels let through.
/// </remarks>
internal readonly struct Blender
{
    private readonly Blending _mode;
    private readonly int _opacity;

    /// <summary>Creates a blender.</summary>
    /// <param name="mode">How colours meet.</param>
    /// <param name="opacity">0 … 1.</param>
    public Blender(Blending mode, double opacity)
    {
        _mode = mode;
        _opacity = (int)Math.Round(opacity * 255);
    }

    /// <summary>Blends one row.</summary>
    /// <param name="source">The layer's colours; alpha 0 leaves the canvas as it is.</param>
    /// <param name="canvas">The canvas's row.</param>
    public void Blend(ReadOnlySpan<uint> source, Span<uint> canvas)
    {
        for (var x = 0; x < source.Length; x++)
        {
            var color = source[x];
            if (color >> 24 != 0)
            {
                canvas[x] = Blend(color, canvas[x]);
            }
        }
    }

    private uint Blend(uint source, uint below)
    {
        var alpha = _mode == Blending.Opaque ? 255 : Divide255((int)(source >> 24) * _opacity);
        var mode = below >> 24 == 0 ? Blending.Translucent : _mode;
        if (alpha == 255 && mode is Blending.Translucent or Blending.TranslucentNoDepth or Blending.Opaque)
        {
            return source | 0xFF000000;
        }

        var red = Component(mode, (byte)source, (byte)below, alpha);
        var green = Component(mode, (byte)(source >> 8), (byte)(below >> 8), alpha);
        var blue = Component(mode, (byte)(source >> 16), (byte)(below >> 16), alpha);
        return (uint)red | ((uint)green << 8) | ((uint)blue << 16) | 0xFF000000;
    }

    private static int Component(Blending mode, int source, int below, int alpha) => mode switch
    {
        Blending.Additive => Math.Min(255, below + Divide255(source * alpha)),
        Blending.Minimum => Math.Min(below, 255 - Divide255((255 - source) * alpha)),
        Blending.Multiplicative => Divide255(below * (255 - Divide255((255 - source) * alpha))),
        _ => Divide255((source * alpha) + (below * (255 - alpha))),
    };

    // Rounds to nearest; exact for 0 … 255 × 255.
    private static int Divide255(int value) => (value + 127) / 255;
}
