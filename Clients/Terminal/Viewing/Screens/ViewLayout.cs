using System.Collections.Immutable;
using Lamella.Engine.Rendering.Cells;
using Lamella.Terminal.Drawing;
using Lamella.Terminal.Viewing.State;

namespace Lamella.Terminal.Viewing.Screens;

/// <summary>Where everything lies on the screen: what is drawn there and what a mouse hits there come from the same areas.</summary>
/// <param name="Title">The uppermost line.</param>
/// <param name="Canvases">One a canvas, with its heading line.</param>
/// <param name="Layers">The layer list; empty where it is hidden.</param>
/// <param name="Sliders">One line for each axis of <paramref name="SliderAxes"/>.</param>
/// <param name="SliderAxes">The axes with a slider that is shown, from the top.</param>
/// <param name="Readout">The line with the cursor's place, or a prompt.</param>
/// <param name="Latency">The lowest line.</param>
internal sealed record ViewLayout(
    Area Title,
    ImmutableArray<Area> Canvases,
    Area Layers,
    Area Sliders,
    ImmutableArray<int> SliderAxes,
    Area Readout,
    Area Latency)
{
    /// <summary>Below this a screen says that it is too small, and nothing else.</summary>
    public const int MinRows = 8, MinColumns = 30;

    private const int LayerListColumns = 28;
    private const int MinCanvasColumns = 30;
    private const int MaxSliders = 6;

    /// <summary>The columns in front of a slider's track, with the axis' name, and behind it, with the position.</summary>
    public const int SliderNameColumns = 7, SliderValueColumns = 22;

    public static bool IsTooSmall(ScreenSize size) => size.Rows < MinRows || size.Columns < MinColumns;

    public static ViewLayout Of(ViewState state)
    {
        var screen = new Area(0, 0, state.Size.Rows, state.Size.Columns);
        var (title, rest) = screen.SplitTop(1);
        (rest, var latency) = rest.SplitBottom(1);
        (rest, var readout) = rest.SplitBottom(1);
        var axes = SlidersOf(state, Math.Min(MaxSliders, Math.Max(1, rest.Rows - 6)));
        (rest, var sliders) = rest.SplitBottom(axes.Length);
        var listColumns = state.ShowLayerList && rest.Columns >= LayerListColumns + MinCanvasColumns
            ? Math.Min(LayerListColumns + Math.Max(0, (rest.Columns - 100) / 8), 40)
            : 0;
        var (canvases, list) = rest.SplitRight(listColumns);
        return new ViewLayout(title, Split(canvases, state.Canvases.Length), list, sliders, axes, readout, latency);
    }

    /// <summary>The part of a canvas's area that its picture takes: all but the heading.</summary>
    public static Area PictureOf(Area canvas) => canvas.SplitTop(1).Remainder;

    /// <summary>The track of a slider, by its number from the top.</summary>
    public Area TrackOf(int slider) => new(
        Sliders.Row + slider, Sliders.Column + SliderNameColumns, 1, Sliders.Columns - SliderNameColumns - SliderValueColumns);

    /// <summary>Pixels of a canvas.</summary>
    public static PixelSize PixelsOf(Area picture, ColorDepth depth, PixelSize? cell) => cell is { } pixels
        ? new PixelSize(picture.Rows * pixels.Height, picture.Columns * pixels.Width)
        : depth == ColorDepth.Braille
            ? new PixelSize(4 * picture.Rows, 2 * picture.Columns)
            : new PixelSize(2 * picture.Rows, picture.Columns);

    private static ImmutableArray<int> SlidersOf(ViewState state, int most)
    {
        var dims = state.Active.Dims;
        ImmutableArray<int> axes = [.. dims.NotDisplayed.Where(axis => dims.Range[axis].Nsteps > 1)];
        var first = Math.Clamp(axes.IndexOf(dims.LastUsed) - most + 1, 0, Math.Max(0, axes.Length - most));
        return [.. axes.Skip(first).Take(most)];
    }

    private static ImmutableArray<Area> Split(Area area, int count)
    {
        if (count <= 1)
        {
            return [area];
        }

        if (count == 2)
        {
            var (left, right) = area.SplitLeft(area.Columns / 2);
            return [left, right];
        }

        var (top, bottom) = area.SplitTop((area.Rows + 1) / 2);
        var (topLeft, topRight) = top.SplitLeft(area.Columns / 2);
        var (bottomLeft, bottomRight) = bottom.SplitLeft(area.Columns / 2);
        return count == 3 ? [topLeft, topRight, bottomLeft] : [topLeft, topRight, bottomLeft, bottomRight];
    }
}
