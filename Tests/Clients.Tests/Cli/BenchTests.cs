using System.Text.Json;
using Xunit;

namespace Lamella.Clients.Tests.Cli;

[Collection(ProcessCollection.Name)]
public sealed class BenchTests
{
    [Fact]
    public async Task Nap4_inShort_tellsEveryComparisonAndTheWastedBytes()
    {
        var run = await CommandRun.OfAsync("bench", "nap4", "--repeats", "3", "--json");

        Assert.True(run.ExitCode == 0, run.Error);
        using var document = JsonDocument.Parse(run.Out);
        var slices = document.RootElement.GetProperty("slices").EnumerateArray().ToList();
        Assert.Equal(5, slices.Count);
        Assert.All(slices, slice => Assert.True(slice.GetProperty("ratio").GetDouble() > 0));

        // The delay is paid by both.
        Assert.All(["engine_p50", "service_p50"], way => Assert.True(slices[4].GetProperty(way).GetDouble() >= 99));
        var scrubs = document.RootElement.GetProperty("scrubs").EnumerateArray().ToList();
        Assert.Equal(["synchronous", "asynchronous"], scrubs.Select(scrub => scrub.GetProperty("how").GetString()));
        Assert.True(scrubs[0].GetProperty("last_ready").GetDouble() > scrubs[1].GetProperty("last_ready").GetDouble());
        Assert.True(scrubs[0].GetProperty("bytes_wasted").GetInt64() > scrubs[1].GetProperty("bytes_wasted").GetInt64());
    }
}
