using Lamella.Terminal.Viewing.Screens;
using Lamella.Terminal.Viewing.State;

namespace Lamella.Terminal.Viewing.Input;

/// <summary>Zooms and pans the active canvas; linked canvases keep their own cameras.</summary>
internal static class CameraReducer
{
    public const double ZoomFactor = 1.25;
    private const int PanPart = 8;

    public static Reduction Act(Reduction reduction, ViewAction action)
    {
        var state = reduction.State;
        var pixels = PixelsOf(state, state.ActiveCanvas);
        var (middleRow, middleColumn) = ((pixels.Height - 1) / 2.0, (pixels.Width - 1) / 2.0);
        var (rows, columns) = ((double)pixels.Height / PanPart, (double)pixels.Width / PanPart);
        return reduction.With(state.WithCanvas(state.ActiveCanvas, canvas => canvas with
        {
            Camera = action switch
            {
                ViewAction.ZoomIn => canvas.Camera.ZoomAt(ZoomFactor, middleRow, middleColumn, pixels),
                ViewAction.ZoomOut => canvas.Camera.ZoomAt(1 / ZoomFactor, middleRow, middleColumn, pixels),
                ViewAction.PanUp => canvas.Camera.Pan(rows, 0),
                ViewAction.PanDown => canvas.Camera.Pan(-rows, 0),
                ViewAction.PanLeft => canvas.Camera.Pan(0, columns),
                ViewAction.PanRight => canvas.Camera.Pan(0, -columns),
                _ => canvas.Camera with { Fits = true },
            },
        }));
    }

    public static PixelSize PixelsOf(ViewState state, int canvas) =>
        ViewLayout.PixelsOf(ViewLayout.PictureOf(ViewLayout.Of(state).Canvases[canvas]), state.Depth, state.CellPixels);
}
