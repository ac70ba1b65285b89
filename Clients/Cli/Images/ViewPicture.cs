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
    public static RgbaImage Draw(SlicedView view)
    {
        var canvas = WorldCanvas.Fit([.. view.Layers.Where(IsDrawable).Select(Extent)]);
        if (canvas is not { } size)
        {
            return Compositor.Compose(EmptySide, EmptySide, Rgba.Black, []);
        }

        var layers = view.Layers.Select(layer => ImageLayerPainter.Paint(
            layer.Spec, layer.Response, layer.Elements, layer.Info?.Channel, size.WorldToCanvas));
        return Compositor.Compose(size.Height, size.Width, Rgba.Black, layers.OfType<CanvasLayer>());
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

    private static bool IsDrawable(SlicedLayer layer) =>
        !layer.Response.Empty && Axes(layer.Response) is 2 or 3 && !layer.Response.Shape.Contains(0);

    private static int Axes(ImageSliceResponse response) => response.Rgb ? response.Shape.Length - 1 : response.Shape.Length;

    private static (AffineTransform ToWorld, int Height, int Width) Extent(SlicedLayer layer)
    {
        var axes = Axes(layer.Response);
        return (layer.Response.SliceToWorld.SetSlice([axes - 2, axes - 1]), layer.Response.Shape[axes - 2], layer.Response.Shape[axes - 1]);
    }
}
