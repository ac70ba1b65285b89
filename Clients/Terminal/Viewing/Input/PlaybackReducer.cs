using Lamella.Terminal.Viewing.State;

namespace Lamella.Terminal.Viewing.Input;

/// <summary>Plays an axis: frames are dropped rather than late.</summary>
internal static class PlaybackReducer
{
    /// <summary>A slice that takes longer than this is given up in favour of the next, so that playing never stands still for good.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    public static Reduction Toggle(Reduction reduction)
    {
        var state = reduction.State;
        var dims = state.Active.Dims;
        if (state.Playback.IsPlaying)
        {
            return reduction.With(state with { Playback = state.Playback.Stop() });
        }

        var axis = dims.LastUsed;
        if (!dims.NotDisplayed.Contains(axis) || dims.Range[axis].Nsteps < 2)
        {
            return reduction.With(state.WithMessage(Drawing.Tone.Warning, "There is no axis to play: all are displayed or have one position."));
        }

        var nsteps = dims.Range[axis].Nsteps;
        var step = dims.CurrentStep[axis];
        var isAtEnd = state.Playback.Mode == LoopMode.Once && step >= nsteps - 1;
        return reduction.With(state with { Playback = state.Playback.Start(axis, isAtEnd ? 0 : step, state.Now) });
    }

    public static Reduction ChangeRate(Reduction reduction, double factor)
    {
        var state = reduction.State;
        var playback = state.Playback;
        var step = playback.Axis < state.Active.Dims.Ndim ? state.Active.Dims.CurrentStep[playback.Axis] : 0;
        return reduction.With(state with { Playback = playback.WithRate(playback.Rate * factor, step, state.Now) });
    }

    public static Reduction NextMode(Reduction reduction)
    {
        var state = reduction.State;
        var step = state.Playback.Axis < state.Active.Dims.Ndim ? state.Active.Dims.CurrentStep[state.Playback.Axis] : 0;
        var playback = state.Playback with
        {
            Mode = (LoopMode)(((int)state.Playback.Mode + 1) % 3),
            StartStep = step,
            StartedAt = state.Now,
        };
        return reduction.With(state with { Playback = playback });
    }

    public static Reduction Tick(Reduction reduction)
    {
        var state = reduction.State;
        var playback = state.Playback;
        var dims = state.Active.Dims;
        if (!playback.IsPlaying)
        {
            return reduction;
        }

        if (playback.Axis >= dims.Ndim || !dims.NotDisplayed.Contains(playback.Axis))
        {
            return reduction.With(state with { Playback = playback.Stop() });
        }

        if (state.Canvases.Any(canvas => canvas.IsPending && state.Now - (canvas.WaitingSince ?? state.Now) < Patience))
        {
            return reduction;
        }

        var (step, isOver) = playback.StepAt(dims.Range[playback.Axis].Nsteps, state.Now);
        var current = dims.CurrentStep[playback.Axis];
        var dropped = Math.Max(0, Math.Abs(step - current) - 1);
        var turned = dropped > dims.Range[playback.Axis].Nsteps / 2;
        reduction = reduction.With(state with
        {
            Playback = playback with { IsPlaying = !isOver, Dropped = playback.Dropped + (turned ? 0 : dropped) },
        });
        return DimsChanges.Move(reduction, now => now.WithCurrentStep(playback.Axis, step));
    }
}
