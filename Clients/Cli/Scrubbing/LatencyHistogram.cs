using HdrHistogram;

namespace Lamella.Cli.Scrubbing;

/// <summary>Latencies to three significant digits, from a microsecond to an hour.</summary>
internal sealed class LatencyHistogram
{
    private const int Digits = 3;
    private static readonly long Longest = (long)TimeSpan.FromHours(1).TotalMicroseconds;
    private readonly LongHistogram _microseconds = new(Longest, Digits);

    /// <summary>How many were added.</summary>
    public long Count => _microseconds.TotalCount;

    /// <summary>Adds one.</summary>
    public void Add(TimeSpan latency) => _microseconds.RecordValue(Math.Clamp((long)latency.TotalMicroseconds, 1, Longest));

    /// <summary>The latency that a share of all does not exceed; zero where there are none.</summary>
    /// <param name="percent">0 … 100.</param>
    public TimeSpan At(double percent) =>
        Count == 0 ? TimeSpan.Zero : TimeSpan.FromMicroseconds(_microseconds.GetValueAtPercentile(percent));
}
