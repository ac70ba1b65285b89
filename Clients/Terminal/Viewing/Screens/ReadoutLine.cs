using Lamella.Contracts.Geometry;
using Lamella.Contracts.Layers;
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
            PromptView.DrawLine(painter, prompt, state.Address);
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

    /// <summary>The canvas under the mouse and the world point there; null where it is elsewhere.</summary>
    public static (int Canvas, WorldPoint Place)? PlaceUnder(ViewState state, ViewLayout layout)
    {
        for (var index = 0; index < layout.Canvases.Length && state.Pointer is { } pointer; index++)
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
            var (rowAxis, columnAxis) = canvas.Axes;
            return (index, new WorldPoint(canvas.Dims.Point.SetItem(rowAxis, row).SetItem(columnAxis, column)));
        }

        return null;
    }

    private static string? Point(ViewState state, ViewLayout layout)
    {
        if (PlaceUnder(state, layout) is not var (index, place))
        {
            return null;
        }

        var canvas = state.Canvases[index];
        var coordinates = place.Coordinates.Select((value, axis) =>
            $"{canvas.Dims.AxisLabels[axis]}={Quantities.Number(value)}{Quantities.Unit(AxisUnits.Of(state, canvas, axis))}");
        return $"{string.Join(" ", coordinates)}  {ValuesOf(state, index, place)}";
    }

    private static string ValuesOf(ViewState state, int index, WorldPoint place)
    {
        var canvas = state.Canvases[index];
        var (row, column) = (place[canvas.Axes.Row], place[canvas.Axes.Column]);
        var values = new List<string>();
        for (var layer = state.Layers.Length - 1; layer >= 0; layer--)
        {
            var entry = state.Layers[layer];
            var found = !state.Shows(index, layer) ? ""
                : canvas.Slices.GetValueOrDefault(entry.Id)?.ValuesAt(row, column) is { IsEmpty: false } pixel ? string.Join(",", pixel.Select(Quantities.Number))
                : canvas.Found is { } known && known.Place.Equals(place) ? TextOf(known.Values.FirstOrDefault(value => value.Layer == entry.Id))
                : "";
            if (found.Length > 0)
            {
                values.Add($"{entry.Spec.Name}: {found}");
            }
        }

        return string.Join("  ", values);
    }

    private static string TextOf(LayerValue? value) => value switch
    {
        { Item: { } item, Numbers.IsEmpty: true } => $"#{item}",
        { Item: { } item } => $"#{item} {string.Join(",", value.Numbers.Select(Quantities.Number))}",
        { Numbers.IsEmpty: false } => string.Join(",", value.Numbers.Select(Quantities.Number)),
        _ => "",
    };
}
