using Lamella.Contracts.Layers;
using Lamella.Contracts.Slicing;
using Lamella.Engine.Rendering;
using Lamella.Engine.Rendering.Compositing;
using Lamella.Engine.Rendering.Layers;
using Lamella.Terminal.Viewing.Slices;
using Lamella.Terminal.Viewing.State;

namespace Lamella.Terminal.Viewing.Screens;

/// <summary>The picture of a canvas: all layers that it shows, one over the other, through its camera.</summary>
internal static class CanvasPicture
{
    public static RgbaImage Compose(ViewState state, int index, PixelSize pixels)
    {
        var canvas = state.Canvases[index];
        var toCanvas = WorldToCanvas(canvas.Camera, pixels);
        var layers = new List<CanvasLayer>();
        for (var layer = 0; layer < state.Layers.Length; layer++)
        {
            var entry = state.Layers[layer];
            if (!state.Shows(index, layer) || canvas.Slices.GetValueOrDefault(entry.Id) is not { } slice)
            {
                continue;
            }

            if (slice.Response is ItemsSliceResponse)
            {
                var plane = new WorldCanvas(pixels.Height, pixels.Width, toCanvas);
                layers.AddRange(LayerPainter.Paint(entry.Spec, slice.Response, slice.Elements.Span, plane) is { } items ? [items] : []);
            }
            else if (!slice.IsEmpty)
            {
                layers.Add(LayerOf(entry, slice) with
                {
                    DataToCanvas = slice.ToWorld.Then(toCanvas),
                    Blending = entry.Spec.Blending,
                    Opacity = entry.Spec.Opacity,
                    Interpolation = entry.Spec is LabelsLayerSpec ? Interpolation.Nearest : state.Interpolation,
                });
            }
        }

        var picture = Compositor.Compose(pixels.Height, pixels.Width, Rgba.Black, layers);
        if (state.Layout == CanvasLayout.Orthogonal && state.Linked && canvas.Dims is { Ndim: > 2, Ndisplay: 2 })
        {
            Crosshair.Draw(picture, canvas);
        }

        return picture;
    }

    private static CanvasLayer LayerOf(LayerEntry entry, SliceImage slice)
    {
        if (entry.Spec is LabelsLayerSpec labels)
        {
            return new ColorLayer(slice.LabelsFor(labels));
        }

        if (slice.Samples > 1)
        {
            return new ColorLayer(slice.Colors);
        }

        return new IntensityLayer(slice.PlaneFor(entry.Limits), ColorTables.Of(entry.ColormapName, entry.Image?.Gamma ?? 1));
    }

    private static PlaneTransform WorldToCanvas(Camera camera, PixelSize pixels) => PlaneTransform.FromScaleTranslate(
        camera.Zoom,
        camera.Zoom,
        ((pixels.Height - 1) / 2.0) - (camera.CenterRow * camera.Zoom),
        ((pixels.Width - 1) / 2.0) - (camera.CenterColumn * camera.Zoom));
}
