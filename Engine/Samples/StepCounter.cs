namespace Lamella.Engine.Samples;

/// <summary>Counts steps of known number and reports the share done; from any thread.</summary>
internal sealed class StepCounter(IProgress<double>? progress)
{
    private int _done;

    /// <summary>How many steps there are.</summary>
    public int Total { get; set; } = 1;

    public void Add(int steps) => progress?.Report(Math.Min(1.0, (double)Interlocked.Add(ref _done, steps) / Total));
}
