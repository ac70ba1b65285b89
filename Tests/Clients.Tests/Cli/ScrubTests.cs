using System.Text.Json;
using Lamella.Cli.Scrubbing;
using Xunit;

namespace Lamella.Clients.Tests.Cli;

public sealed class ScrubTests(SampleFixture sample)
{
    [Fact]
    public async Task Scrub_theSample_accountsForEveryRequest()
    {
        var run = await CommandRun.OfAsync("scrub", sample.Zarr, "--rate", "50", "--seconds", "0.4", "--json");

        Assert.Equal(0, run.ExitCode);
        using var document = JsonDocument.Parse(run.Out);
        int Number(string name) => document.RootElement.GetProperty(name).GetInt32();
        Assert.InRange(Number("requests"), 2, 20);
        Assert.InRange(Number("shown"), 1, Number("requests"));
        Assert.Equal(Number("requests"), Number("shown") + Number("cancelled") + Number("failed"));
        Assert.True(document.RootElement.GetProperty("p50_ms").GetDouble() > 0);
        Assert.True(document.RootElement.GetProperty("bytes_read").GetInt64() >= 0);
    }

    [Fact]
    public async Task Scrub_alongADisplayedAxis_saysWhichHaveASlider() =>
        (await CommandRun.OfAsync("scrub", sample.Zarr, "--axis", "x")).AssertFails(2, "scrub along z");

    [Theory]
    [InlineData("--rate", "0", "--rate 0 is out of bounds")]
    [InlineData("--seconds", "-1", "--seconds -1 is out of bounds")]
    [InlineData("--delay", "fast", "'fast' is not a duration")]
    public async Task Scrub_withAWrongNumber_saysWhatIsRight(string option, string value, string because) =>
        (await CommandRun.OfAsync("scrub", sample.Zarr, option, value)).AssertFails(2, because);

    [Fact]
    public void Trace_goesFromTheMiddleToBothEnds_withinTheSlider()
    {
        var trace = ScrubTrace.Create(64, 100);

        Assert.Equal((32, 63, 0), (trace[0], trace.Max(), trace.Min()));
        Assert.All(trace.Zip(trace.Skip(1)), pair => Assert.InRange(Math.Abs(pair.First - pair.Second), 0, 3));
    }

    [Fact]
    public void Histogram_percentiles_areOfWhatWasAdded()
    {
        var histogram = new LatencyHistogram();
        for (var milliseconds = 1; milliseconds <= 100; milliseconds++)
        {
            histogram.Add(TimeSpan.FromMilliseconds(milliseconds));
        }

        Assert.Equal(50, histogram.At(50).TotalMilliseconds, 0.1);
        Assert.Equal(99, histogram.At(99).TotalMilliseconds, 0.1);
    }
}
