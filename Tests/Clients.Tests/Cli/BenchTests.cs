using System.Text.Json;
using Xunit;

namespace Lamella.Clients.Tests.Cli;

[Collection(ProcessCollection.Name)]
public sealed class BenchTests
{
    [Fact]
    public async Task Nap4_ofNoSlices_isRefused()
    {
        var run = await CommandRun.OfAsync("bench", "nap4", "--repeats", "0");

        run.AssertFails(2, "--repeats 0");
    }

    [Fact]
    public async Task Nap4_inShort_tellsEveryComparisonAndTheWastedBytes()
    {
        var run = await CommandRun.OfAsync("bench", "nap4", "--repeats", "3", "--warm-up", "0s", "--json");

        Assert.True(run.ExitCode == 0, run.Error);
        using var document = JsonDocument.Parse(run.Out);
        var slices = document.RootElement.GetProperty("slices").EnumerateArray().ToList();
        Assert.Equal(5, slices.Count);
        Assert.All(slices, slice => Assert.True(slice.GetProperty("ratio").GetDouble() > 0));

        // The delay is paid by both.
        Assert.All(["engine_p50", "service_p50"], way => Assert.True(slices[4].GetProperty(way).GetDouble() >= 95));
        var scrubs = document.RootElement.GetProperty("scrubs").EnumerateArray().ToList();
        Assert.Equal(["synchronous", "asynchronous"], scrubs.Select(scrub => scrub.GetProperty("how").GetString()));

        // Synchronously all 25 planes of 8 MiB are read, one after the other; asynchronously never more.
        Assert.True(scrubs[0].GetProperty("last_ready").GetDouble() >= 25 * 95);
        Assert.Equal(25L << 23, scrubs[0].GetProperty("bytes_read").GetInt64());
        Assert.InRange(scrubs[1].GetProperty("bytes_read").GetInt64(), 1L << 23, 25L << 23);
        Assert.InRange(scrubs[1].GetProperty("bytes_wasted").GetInt64(), 0, 24L << 23);
    }
}
