using Lamella.Contracts.Geometry;
using Lamella.Contracts.Slicing;
using Lamella.Engine.Rendering;
using Lamella.Engine.Rendering.Compositing;
using Lamella.Engine.Rendering.Layers;

namespace Lamella.Cli.Images;

/// <summary>The picture of some slices.</summary>
internal static class ViewPicture
{
    private const int EmptySide = 64;

    /// <summary>Composites the layers on a canvas that just holds them; black where there is nothing to show.</summary>
    /// <param name="view">The slices.</param>
    /// <param name="longestSide">Pixels along the longer side; null takes one for the finest element.</param>
    /// <param name="interpolation">How images are drawn between their elements.</param>
    public static RgbaImage Draw(SlicedView view, int? longestSide = null, Interpolation interpolation = Interpolation.Nearest)
    {
        if (ViewCanvas.Of(view, longestSide) is not { } canvas)
        {
            return Compositor.Compose(EmptySide, EmptySide, Rgba.Black, []);
        }

        var layers = view.Layers.Select(layer => LayerPainter.Paint(
            layer.Spec, layer.Response, layer.Elements, canvas, layer.Info?.Channel, interpolation));
        return Compositor.Compose(canvas.Height, canvas.Width, Rgba.Black, layers.OfType<CanvasLayer>());
    }

    /// <summary>The whole range of the displayed axes on a canvas of some pixels, by which the level is chosen.</summary>
    public static FieldOfView? Whole(Dims dims, int height, int width)
    {
        if (dims.Ndisplay != 2 || dims.Displayed.Length != 2)
        {
            return null;
        }

        var ranges = dims.Displayed.Select(axis => dims.Range[axis]).ToArray();
        return new FieldOfView(
            [.. ranges.Select(range => range.Start - (range.Step / 2))],
            [.. ranges.Select(range => range.Stop + (range.Step / 2))],
            [height, width]);
    }
}
