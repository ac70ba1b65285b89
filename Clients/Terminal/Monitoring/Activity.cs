using Lamella.Contracts.Monitoring;

namespace Lamella.Terminal.Monitoring;

/// <summary>What something did over a time.</summary>
/// <param name="Slices">Slices over the time.</param>
/// <param name="Over">The time.</param>
internal readonly record struct Activity(SliceCounters Slices, TimeSpan Over)
{
    public double ReadyPerSecond => PerSecond(Slices.Ready);

    public double CancelledPerSecond => PerSecond(Slices.Cancelled);

    public double BytesReadPerSecond => PerSecond(Slices.BytesRead);

    /// <summary>Share of chunks that were at hand; NaN where there were none.</summary>
    public double HitRate => Slices.Chunks == 0 ? double.NaN : (double)Slices.Hits / Slices.Chunks;

    public TimeSpan Percentile(double share) => Slices.Latency.Percentile(share);

    public double PerSecond(double count) => Over > TimeSpan.Zero ? count / Over.TotalSeconds : 0;
}
