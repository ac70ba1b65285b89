using System.Collections.Immutable;
using Lamella.Terminal.Drawing;
using Lamella.Terminal.Viewing.Input;
using Lamella.Terminal.Viewing.State;

namespace Lamella.Terminal.Viewing.Screens;

/// <summary>A prompt, else the newest message, else where the mouse points and what lies there in each layer.</summary>
internal static class ReadoutLine
{
    public static void Draw(Painter painter, ViewState state, ViewLayout layout)
    {
        if (state.Overlay is Overlay.Prompt prompt)
        {
            PromptView.DrawLine(painter, prompt);
        }
        else if (ViewReducer.Current(state) is { } message)
        {
            var mark = message.Tone switch { Tone.Error => "! ", Tone.Warning => "* ", _ => "" };
            painter.Text(0, 0, SafeText.Fit(SafeText.Of($" {mark}{message.Text}"), painter.Columns), message.Tone);
        }
        else if (Point(state, layout) is { } place)
        {
            painter.Text(0, 0, SafeText.Fit(SafeText.Of($" {place}"), painter.Columns));
        }
        else
        {
            var dims = state.Active.Dims;
            var at = string.Join(" ", dims.Point.Select((value, axis) => $"{dims.AxisLabels[axis]}={Quantities.Number(value)}"));
            painter.Text(0, 0, SafeText.Fit(SafeText.Of($" at {at}"), painter.Columns), Tone.Dim);
        }
    }

    private static string? Point(ViewState state, ViewLayout layout)
    {
        if (state.Pointer is not { } pointer)
        {
            return null;
        }

        for (var index = 0; index < layout.Canvases.Length; index++)
        {
            var area = ViewLayout.PictureOf(layout.Canvases[index]);
            var canvas = state.Canvases[index];
            if (!area.Contains(pointer.Row, pointer.Column) || canvas.Dims.Ndim < 2)
            {
                continue;
            }

            var pixels = ViewLayout.PixelsOf(area, state.Depth, state.CellPixels);
            var (pixelRow, pixelColumn) = CanvasView.PixelAt(area, pixels, pointer.Row, pointer.Column);
            var (row, column) = canvas.Camera.ToWorld(pixelRow, pixelColumn, pixels);
            return $"{PlaceOf(state, canvas, row, column)}  {ValuesOf(state, index, row, column)}";
        }

        return null;
    }

    private static string PlaceOf(ViewState state, CanvasState canvas, double row, double column)
    {
        var (rowAxis, columnAxis) = canvas.Axes;
        var point = canvas.Dims.Point.SetItem(rowAxis, row).SetItem(columnAxis, column);
        return string.Join(" ", point.Select((value, axis) =>
            $"{canvas.Dims.AxisLabels[axis]}={Quantities.Number(value)}{Quantities.Unit(AxisUnits.Of(state, canvas, axis))}"));
    }

    private static string ValuesOf(ViewState state, int canvas, double row, double column)
    {
        var values = new List<string>();
        for (var layer = state.Layers.Length - 1; layer >= 0; layer--)
        {
            var entry = state.Layers[layer];
            if (state.Shows(canvas, layer) && state.Canvases[canvas].Slices.GetValueOrDefault(entry.Id) is { } slice
                && slice.ValuesAt(row, column) is { IsEmpty: false } found)
            {
                values.Add($"{entry.Spec.Name}: {string.Join(",", found.Select(Quantities.Number))}");
            }
        }

        return string.Join("  ", values);
    }
}
