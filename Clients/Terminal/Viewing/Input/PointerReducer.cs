using Lamella.Contracts.Layers;
using Lamella.Terminal.Viewing.Screens;
using Lamella.Terminal.Viewing.State;

namespace Lamella.Terminal.Viewing.Input;

/// <summary>What the mouse does: drags canvases, sliders and limits, zooms with the wheel, selects layers.</summary>
internal static class PointerReducer
{
    public static Reduction Reduce(Reduction reduction, ViewInput.Pointer pointer)
    {
        var (row, column) = (pointer.Row, pointer.Column);
        var moved = reduction.With(state => state with { Pointer = (row, column) });
        if (ViewLayout.IsTooSmall(moved.State.Size))
        {
            return moved;
        }

        var layout = ViewLayout.Of(moved.State);
        return pointer.Kind switch
        {
            PointerKind.Pressed => Press(moved, layout, pointer),
            PointerKind.Moved when moved.State.Drag is { } drag => Drag(moved, layout, drag, row, column),
            PointerKind.Released => moved.With(static state => state with { Drag = null }),
            PointerKind.Moved => LookUp(moved, layout),
            PointerKind.WheelUp => Wheel(moved, layout, pointer, 1),
            PointerKind.WheelDown => Wheel(moved, layout, pointer, -1),
            _ => moved,
        };
    }

    /// <summary>Asks the service about layers that are no pixels; of pixels the slice tells by itself.</summary>
    private static Reduction LookUp(Reduction reduction, ViewLayout layout)
    {
        var state = reduction.State;
        return state.Layers.Any(layer => layer.Spec is { Visible: true } and not ImageLayerSpec and not LabelsLayerSpec)
            && ReadoutLine.PlaceUnder(state, layout) is var (canvas, place)
            && state.Canvases[canvas].Dims.Ndisplay == 2
                ? reduction.Emit(new ViewEffect.LookUp(canvas, place))
                : reduction;
    }

    private static Reduction Press(Reduction reduction, ViewLayout layout, ViewInput.Pointer pointer)
    {
        var (row, column) = (pointer.Row, pointer.Column);
        for (var canvas = 0; canvas < layout.Canvases.Length; canvas++)
        {
            if (layout.Canvases[canvas].Contains(row, column))
            {
                var drag = new Drag(pointer.Ctrl ? Panel.Point : Panel.Canvas, canvas, row, column);
                var pressed = reduction.With(state => state with { ActiveCanvas = drag.Index, Drag = drag });
                return pointer.Ctrl ? GoTo(pressed, layout, drag.Index, row, column) : pressed;
            }
        }

        for (var slider = 0; slider < layout.SliderAxes.Length; slider++)
        {
            if (layout.Sliders.Row + slider == row && layout.Sliders.Contains(row, column))
            {
                var drag = new Drag(Panel.Slider, layout.SliderAxes[slider], row, column);
                return Drag(
                    reduction.With(state => state with { Drag = drag, Playback = state.Playback.Stop() }), layout, drag, row, column);
            }
        }

        return layout.Layers.Contains(row, column) ? PressList(reduction, layout, row, column) : reduction;
    }

    private static Reduction PressList(Reduction reduction, ViewLayout layout, int row, int column)
    {
        var list = LayerListView.Places.Of(reduction.State, layout.Layers);
        if (list.LayerAt(row) is { } layer)
        {
            var selected = LayerReducer.Select(reduction, layer);
            return column <= list.MarkColumn ? KeyReducer.Act(selected, ViewAction.ToggleVisibility) : selected;
        }

        if (!list.Histogram.Contains(row, column) || reduction.State.Selected is not { } entry)
        {
            return reduction;
        }

        var value = list.ValueAt(column);
        var isLow = Math.Abs(value - entry.Limits.Start) <= Math.Abs(value - entry.Limits.End);
        var drag = new Drag(isLow ? Panel.LowLimit : Panel.HighLimit, 0, row, column);
        return LayerReducer.SetLimit(reduction.With(state => state with { Drag = drag }), value, isLow);
    }

    private static Reduction Drag(Reduction reduction, ViewLayout layout, Drag drag, int row, int column)
    {
        var state = reduction.State;
        var held = reduction.With(state with { Drag = drag with { Row = row, Column = column } });
        switch (drag.Panel)
        {
            case Panel.Canvas when drag.Index < state.Canvases.Length:
                var area = ViewLayout.PictureOf(layout.Canvases[drag.Index]);
                var pixels = ViewLayout.PixelsOf(area, state.Depth, state.CellPixels);
                var (perRow, perColumn) = ((double)pixels.Height / Math.Max(1, area.Rows), (double)pixels.Width / Math.Max(1, area.Columns));
                return row == drag.Row && column == drag.Column
                    ? held
                    : held.With(now => now.WithCanvas(drag.Index, canvas => canvas with
                    {
                        Camera = canvas.Camera.Pan((row - drag.Row) * perRow, (column - drag.Column) * perColumn),
                    }));
            case Panel.Point when drag.Index == state.ActiveCanvas:
                return GoTo(held, layout, drag.Index, row, column);
            case Panel.Slider when layout.SliderAxes.IndexOf(drag.Index) is >= 0 and var slider:
                var step = SliderView.StepAt(layout.TrackOf(slider), state.Active.Dims.Range[drag.Index].Nsteps, column);
                return DimsChanges.Move(held, dims => dims.WithCurrentStep(drag.Index, step).WithLastUsed(drag.Index));
            case Panel.LowLimit or Panel.HighLimit:
                var value = LayerListView.Places.Of(state, layout.Layers).ValueAt(column);
                return LayerReducer.SetLimit(held, value, drag.Panel == Panel.LowLimit);
            default:
                return held;
        }
    }

    /// <summary>Goes to the point under the mouse; views that are linked go there too.</summary>
    private static Reduction GoTo(Reduction reduction, ViewLayout layout, int index, int row, int column)
    {
        var state = reduction.State;
        var canvas = state.Canvases[index];
        var area = ViewLayout.PictureOf(layout.Canvases[index]);
        if (canvas.Dims.Ndim < 2 || !area.Contains(row, column))
        {
            return reduction;
        }

        var pixels = ViewLayout.PixelsOf(area, state.Depth, state.CellPixels);
        var (pixelRow, pixelColumn) = CanvasView.PixelAt(area, pixels, row, column);
        var (worldRow, worldColumn) = canvas.Camera.ToWorld(pixelRow, pixelColumn, pixels);
        var (rowAxis, columnAxis) = canvas.Axes;
        return DimsChanges.Move(reduction, dims => dims.WithPoint(rowAxis, worldRow).WithPoint(columnAxis, worldColumn));
    }

    private static Reduction Wheel(Reduction reduction, ViewLayout layout, ViewInput.Pointer pointer, int direction)
    {
        var state = reduction.State;
        var canvas = layout.Canvases.ToList().FindIndex(area => area.Contains(pointer.Row, pointer.Column));
        if (canvas >= 0 && !pointer.Ctrl)
        {
            var area = ViewLayout.PictureOf(layout.Canvases[canvas]);
            var pixels = ViewLayout.PixelsOf(area, state.Depth, state.CellPixels);
            var (row, column) = CanvasView.PixelAt(area, pixels, pointer.Row, pointer.Column);
            var factor = direction > 0 ? CameraReducer.ZoomFactor : 1 / CameraReducer.ZoomFactor;
            return reduction.With(state.WithCanvas(canvas, now => now with { Camera = now.Camera.ZoomAt(factor, row, column, pixels) }));
        }

        var slider = pointer.Row - layout.Sliders.Row;
        var axis = slider >= 0 && slider < layout.SliderAxes.Length ? layout.SliderAxes[slider] : state.Active.Dims.LastUsed;
        return canvas >= 0 || layout.Sliders.Contains(pointer.Row, pointer.Column)
            ? DimsChanges.Move(reduction, dims => direction > 0 ? dims.IncrementRight(axis) : dims.IncrementLeft(axis))
            : reduction;
    }
}
