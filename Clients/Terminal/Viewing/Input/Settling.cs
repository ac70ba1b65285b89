using Lamella.Contracts.Slicing;
using Lamella.Terminal.Viewing.Screens;
using Lamella.Terminal.Viewing.State;

namespace Lamella.Terminal.Viewing.Input;

/// <summary>What follows from any change: cameras that fit do fit, and the service knows what each canvas shows.</summary>
internal static class Settling
{
    public static Reduction Settle(Reduction reduction)
    {
        var state = reduction.State;
        if (ViewLayout.IsTooSmall(state.Size))
        {
            return reduction;
        }

        var layout = ViewLayout.Of(state);
        return reduction.ForEachCanvas((now, canvas) => SettleCanvas(now, canvas, layout.Canvases[canvas]));
    }

    private static Reduction SettleCanvas(Reduction reduction, int canvas, Drawing.Area area)
    {
        var state = reduction.State;
        var now = state.Canvases[canvas];
        var pixels = ViewLayout.PixelsOf(ViewLayout.PictureOf(area), state.Depth, state.CellPixels);
        if (now.Camera.Fits && now.Dims.Ndim >= 2)
        {
            var (row, column) = now.Axes;
            now = now with { Camera = Camera.Fit(now.Dims.Range[row], now.Dims.Range[column], pixels) };
        }

        if (!state.Layers.IsEmpty && pixels is { Height: > 0, Width: > 0 } && FieldOf(now, pixels) is var field && !field.Equals(now.FieldOfView))
        {
            now = now with
            {
                FieldOfView = field,
                Unanswered = now.Unanswered + 1,
                WaitingSince = now.WaitingSince ?? state.Now,
            };
            reduction = reduction.Emit(new ViewEffect.SetFieldOfView(canvas, field, state.Now));
        }

        return ReferenceEquals(now, state.Canvases[canvas]) || now == state.Canvases[canvas]
            ? reduction
            : reduction.With(reduction.State.WithCanvas(canvas, _ => now));
    }

    /// <summary>The part of the world that a canvas shows; all of the depth in 3-D.</summary>
    private static FieldOfView FieldOf(CanvasState canvas, PixelSize pixels)
    {
        var (top, left) = canvas.Camera.ToWorld(-0.5, -0.5, pixels);
        var (bottom, right) = canvas.Camera.ToWorld(pixels.Height - 0.5, pixels.Width - 0.5, pixels);
        if (canvas.Dims.Displayed.Length < 3)
        {
            return new FieldOfView([top, left], [bottom, right], [pixels.Height, pixels.Width]);
        }

        var depth = canvas.Dims.Range[canvas.Dims.Displayed[0]];
        return new FieldOfView(
            [depth.Start, top, left],
            [depth.Stop, bottom, right],
            [Math.Max(pixels.Height, pixels.Width), pixels.Height, pixels.Width]);
    }
}
