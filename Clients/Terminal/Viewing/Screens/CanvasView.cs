using Lamella.Engine.Rendering.Cells;
using Lamella.Terminal.Drawing;
using Lamella.Terminal.Viewing.State;

namespace Lamella.Terminal.Viewing.Screens;

/// <summary>One canvas: a heading, the picture, the scale bar, and what failed.</summary>
internal static class CanvasView
{
    private static readonly TimeSpan Notice = TimeSpan.FromMilliseconds(150);

    public static void Draw(Painter painter, ViewState state, int index)
    {
        if (painter.Area.IsEmpty)
        {
            return;
        }

        DrawHeading(painter.Within(painter.Area.SplitTop(1).Top), state, index);
        var picture = painter.Within(ViewLayout.PictureOf(painter.Area));
        if (picture.Area.IsEmpty)
        {
            return;
        }

        var canvas = state.Canvases[index];
        if (state.CellPixels is null)
        {
            var pixels = ViewLayout.PixelsOf(picture.Area, state.Depth, null);
            picture.Blit(CellPicture.Draw(CanvasPicture.Compose(state, index, pixels), picture.Rows, picture.Columns, state.Depth));
        }

        if (state.Layers.IsEmpty)
        {
            var hint = state.Opening.IsEmpty ? $"{state.Keys.KeyOf(ViewAction.AddLayer)} opens an image" : "opening …";
            picture.Text(picture.Rows / 2, Math.Max(0, (picture.Columns - hint.Length) / 2), hint, Tone.Dim);
        }

        ScaleBar.Draw(picture, state, index);
        DrawFailures(picture, state, canvas);
    }

    /// <summary>The pixel of a picture under a cell of the screen: the middle of the cell.</summary>
    public static (double Row, double Column) PixelAt(Area picture, PixelSize pixels, int row, int column) => (
        ((row - picture.Row + 0.5) * pixels.Height / Math.Max(1, picture.Rows)) - 0.5,
        ((column - picture.Column + 0.5) * pixels.Width / Math.Max(1, picture.Columns)) - 0.5);

    private static void DrawHeading(Painter painter, ViewState state, int index)
    {
        var canvas = state.Canvases[index];
        var isActive = index == state.ActiveCanvas;
        painter.Fill(isActive ? Tone.Accent : Tone.Dim, painter.Glyph('─', '-'));
        var (row, column) = canvas.Axes;
        var labels = canvas.Dims.AxisLabels;
        var plane = canvas.Dims.Ndim < 2 ? labels[0]
            : canvas.Dims.Ndisplay == 3 && canvas.Dims.Ndim > 2 ? $"3-D {labels[canvas.Dims.Order[^3]]}{labels[row]}{labels[column]}"
            : $"{labels[row]}{labels[column]}";
        var grid = state.Layout == CanvasLayout.Grid && state.Canvases.Length > 1 && index < state.Layers.Length
            ? $" {state.Layers[index].Spec.Name}"
            : "";
        var mark = isActive && state.Canvases.Length > 1 ? painter.Glyph('▸', '>') + " " : "";
        var text = $" {mark}{SafeText.Of(plane)}{SafeText.Of(grid)} {Zoom(canvas.Camera)} ";
        painter.Text(0, 1, SafeText.Fit(text, painter.Columns - 2), isActive ? Tone.Accent : Tone.Dim);
        if (canvas.WaitingSince is { } since && state.Now - since > Notice)
        {
            var wait = $" {Spinner.At(state.Now, painter.HasUnicode)} {Quantities.Time(state.Now - since)} ";
            painter.TextEnding(0, painter.Columns - 1, wait, Tone.Warning);
        }
    }

    private static string Zoom(Camera camera) => camera.Fits ? "fit" : $"{Quantities.Number(camera.Zoom)} px/unit";

    private static void DrawFailures(Painter painter, ViewState state, CanvasState canvas)
    {
        var row = painter.Rows - 1;
        foreach (var failure in canvas.Failures.Values.OrderBy(failure => failure.Layer.Value, StringComparer.Ordinal))
        {
            var layer = state.Layers.FirstOrDefault(layer => layer.Id == failure.Layer);
            var hint = $" ({state.Keys.KeyOf(ViewAction.Messages)} in full)";
            var text = $"! {layer?.Spec.Name ?? failure.Layer.Value}: {FailureText.Brief(failure.Reason, layer)}";
            var end = painter.Text(row, 0, SafeText.Fit(SafeText.Of(text), painter.Columns - hint.Length), Tone.Error);
            painter.Text(row--, end, hint, Tone.Error);
        }
    }
}
