using Lamella.Terminal.Drawing;
using Lamella.Terminal.Viewing.State;

namespace Lamella.Terminal.Viewing.Screens;

/// <summary>A bar of a round length in world units, in the lower left of a canvas.</summary>
internal static class ScaleBar
{
    private const int MinColumns = 24, MinRows = 5;

    public static void Draw(Painter painter, ViewState state, int index)
    {
        var canvas = state.Canvases[index];
        if (painter.Columns < MinColumns || painter.Rows < MinRows || state.Layers.IsEmpty || canvas.Dims.Ndim < 2)
        {
            return;
        }

        var pixels = ViewLayout.PixelsOf(painter.Area, state.Depth, state.CellPixels);
        var unitsPerColumn = (double)pixels.Width / painter.Columns / canvas.Camera.Zoom;
        var length = RoundBelow(unitsPerColumn * painter.Columns / 4);
        var columns = Math.Clamp((int)Math.Round(length / unitsPerColumn), 1, painter.Columns - 1);
        var unit = Quantities.Unit(AxisUnits.Of(state, canvas, canvas.Axes.Column));
        var row = painter.Rows - 2 - Math.Min(canvas.Failures.Count, painter.Rows - 3);
        var bar = painter.Glyph('├', '|') + new string(painter.Glyph('─', '-'), Math.Max(0, columns - 2)) + painter.Glyph('┤', '|');
        var column = painter.Text(row, 1, bar, Tone.Normal);
        painter.Text(row, column + 1, $"{Quantities.Number(length)} {(unit.Length == 0 ? "px" : unit)}", Tone.Normal);
    }

    /// <summary>The largest of 1, 2 or 5 times a power of ten that is not above a length.</summary>
    public static double RoundBelow(double length)
    {
        if (!(length > 0) || !double.IsFinite(length))
        {
            return 1;
        }

        var power = Math.Pow(10, Math.Floor(Math.Log10(length)));
        var leading = length / power;
        return power * (leading >= 5 ? 5 : leading >= 2 ? 2 : 1);
    }
}
