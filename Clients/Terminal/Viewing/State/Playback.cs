namespace Lamella.Terminal.Viewing.State;

/// <summary>
/// Moving along an axis by the clock. Where it stands follows from the time since it began, so that slices which take
/// longer than a frame are left out rather than shown late.
/// </summary>
internal sealed record Playback
{
    /// <summary>The slowest and the fastest that can be chosen, frames a second.</summary>
    public const double SlowestRate = 0.5, FastestRate = 120;

    public bool IsPlaying { get; init; }

    /// <summary>Frames a second.</summary>
    public double Rate { get; init; } = 10;

    public LoopMode Mode { get; init; }

    /// <summary>The axis that is played.</summary>
    public int Axis { get; init; }

    /// <summary>The step at which it began.</summary>
    public long StartStep { get; init; }

    /// <summary>When it began, on the session's clock.</summary>
    public TimeSpan StartedAt { get; init; }

    /// <summary>Steps that were left out so far, because the slice before them was not ready.</summary>
    public long Dropped { get; init; }

    /// <summary>Starts at a step.</summary>
    public Playback Start(int axis, long step, TimeSpan at) =>
        this with { IsPlaying = true, Axis = axis, StartStep = step, StartedAt = at, Dropped = 0 };

    public Playback Stop() => this with { IsPlaying = false };

    /// <summary>Another rate from now on, at the step that is shown now.</summary>
    public Playback WithRate(double rate, long step, TimeSpan at) =>
        this with { Rate = Math.Clamp(rate, SlowestRate, FastestRate), StartStep = step, StartedAt = at };

    /// <summary>Where to be at a time, and whether that is the end.</summary>
    /// <param name="nsteps">Positions of the axis, ≥ 1.</param>
    /// <param name="at">The time, on the session's clock.</param>
    public (long Step, bool IsOver) StepAt(long nsteps, TimeSpan at)
    {
        var elapsed = Math.Max(0, (long)Math.Floor((at - StartedAt).TotalSeconds * Rate));
        var step = StartStep + elapsed;
        switch (Mode)
        {
            case LoopMode.Loop:
                return (step % nsteps, false);
            case LoopMode.BackAndForth:
                var period = Math.Max(1, 2 * (nsteps - 1));
                var phase = step % period;
                return (phase < nsteps ? phase : period - phase, false);
            default:
                return (Math.Min(step, nsteps - 1), step >= nsteps - 1);
        }
    }
}
