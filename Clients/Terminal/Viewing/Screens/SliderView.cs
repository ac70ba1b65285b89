using Lamella.Terminal.Drawing;
using Lamella.Terminal.Viewing.State;

namespace Lamella.Terminal.Viewing.Screens;

/// <summary>One line for each axis that is sliced: its name, its track with what is at hand, and the position.</summary>
internal static class SliderView
{
    public static void Draw(Painter painter, ViewState state, ViewLayout layout)
    {
        for (var slider = 0; slider < layout.SliderAxes.Length; slider++)
        {
            DrawSlider(painter, state, layout, slider);
        }
    }

    /// <summary>The slider position under a column.</summary>
    public static long StepAt(Area track, long nsteps, int column) => track.Columns < 2
        ? 0
        : (long)Math.Round(Math.Clamp((double)(column - track.Column) / (track.Columns - 1), 0, 1) * (nsteps - 1));

    private static void DrawSlider(Painter painter, ViewState state, ViewLayout layout, int slider)
    {
        var axis = layout.SliderAxes[slider];
        var dims = state.Active.Dims;
        var isUsed = axis == dims.LastUsed;
        var isPlayed = state.Playback.IsPlaying && state.Playback.Axis == axis;
        var tone = isUsed ? Tone.Accent : Tone.Dim;
        var mark = isPlayed ? painter.Glyph('▶', 'P') : isUsed ? painter.Glyph('▸', '>') : ' ';
        painter.Text(slider, 0, $"{mark} {SafeText.Fit(dims.AxisLabels[axis], ViewLayout.SliderNameColumns - 3)}", tone);

        var track = layout.TrackOf(slider);
        DrawTrack(painter.Within(track), state, axis, tone);
        var (step, nsteps) = (dims.CurrentStep[axis], dims.Range[axis].Nsteps);
        var unit = Quantities.Unit(AxisUnits.Of(state, state.Active, axis));
        var value = unit.Length == 0 && dims.Range[axis] is { Step: 1, Start: 0 }
            ? ""
            : $"  {Quantities.Number(dims.Point[axis])}{(unit.Length == 0 ? "" : " " + unit)}";
        var text = isPlayed
            ? $" {step}/{nsteps - 1} {Quantities.Number(state.Playback.Rate)}/s {ModeOf(state.Playback.Mode)}"
            : $" {step}/{nsteps - 1}{value}";
        painter.Text(slider, track.EndColumn - painter.Area.Column, SafeText.Fit(text, ViewLayout.SliderValueColumns), isUsed ? Tone.Normal : Tone.Dim);
    }

    private static void DrawTrack(Painter painter, ViewState state, int axis, Tone tone)
    {
        var dims = state.Active.Dims;
        var nsteps = dims.Range[axis].Nsteps;
        for (var column = 0; column < painter.Columns; column++)
        {
            var first = FirstStepOf(column, painter.Columns, nsteps);
            var last = Math.Max(first, FirstStepOf(column + 1, painter.Columns, nsteps) - 1);
            var isAtHand = state.Active.AtHand.Any(axis, first, last);
            painter.Put(0, column, isAtHand ? painter.Glyph('━', '=') : painter.Glyph('─', '-'), tone);
        }

        var handle = nsteps < 2 ? 0 : (int)Math.Round((double)dims.CurrentStep[axis] / (nsteps - 1) * (painter.Columns - 1));
        painter.Put(0, handle, painter.Glyph('●', 'O'), tone == Tone.Accent ? Tone.Accent : Tone.Normal);
    }

    private static long FirstStepOf(int column, int columns, long nsteps) =>
        columns < 2 ? 0 : (long)Math.Ceiling((column - 0.5) / (columns - 1) * (nsteps - 1));

    private static string ModeOf(LoopMode mode) => mode switch
    {
        LoopMode.Loop => "loop",
        LoopMode.BackAndForth => "to and fro",
        _ => "once",
    };
}
