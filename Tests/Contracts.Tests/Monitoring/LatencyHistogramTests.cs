using CsCheck;
using Lamella.Contracts.Monitoring;
using Xunit;

namespace Lamella.Contracts.Tests.Monitoring;

public sealed class LatencyHistogramTests
{
    private static readonly Gen<TimeSpan[]> Durations = Gen.Int[2, 100_000_000].Select(us => TimeSpan.FromMicroseconds(us)).Array[1, 200];

    [Fact]
    public void Percentile_ofAnyDurations_isWithinFivePercentOfTheExactOne() => Durations.Sample(durations =>
    {
        var histogram = Of(durations);
        var sorted = durations.Order().ToArray();

        foreach (var share in (double[])[0.01, 0.5, 0.95, 0.99, 1])
        {
            var exact = sorted[Math.Max(0, (int)Math.Ceiling(share * sorted.Length) - 1)];
            Assert.InRange(histogram.Percentile(share) / exact, 1 / 1.05, 1.05);
        }
    });

    [Fact]
    public void Add_ofTwoHistograms_isTheHistogramOfBoth() => Gen.Select(Durations, Durations).Sample((first, second) =>
        Assert.Equal(Of([.. first, .. second]), Of(first).Add(Of(second))));

    [Fact]
    public void Since_anEarlierState_isWhatCameAfter() => Gen.Select(Durations, Durations).Sample((first, second) =>
        Assert.Equal(Of(second), Of([.. first, .. second]).Since(Of(first))));

    [Fact]
    public void Percentile_ofNothing_isZero() => Assert.Equal(TimeSpan.Zero, LatencyHistogram.Empty.Percentile(0.5));

    private static LatencyHistogram Of(TimeSpan[] durations)
    {
        var counts = new long[LatencyHistogram.BucketCount];
        foreach (var duration in durations)
        {
            counts[LatencyHistogram.BucketOf(duration)]++;
        }

        return new LatencyHistogram { Counts = [.. counts] };
    }
}
