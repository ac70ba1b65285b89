using System.Text.Json;
using Lamella.Contracts.Monitoring;
using Xunit;

namespace Lamella.Clients.Tests.Cli;

/// <summary>What a silo logs of its slices, and what <c>lamella latency</c> makes of it.</summary>
[Collection(ProcessCollection.Name)]
public sealed class LatencyTests : IDisposable
{
    private readonly string _path = Path.Combine(Path.GetTempPath(), $"lamella-{Guid.NewGuid():n}.jsonl");

    public void Dispose() => File.Delete(_path);

    [Fact]
    public async Task Latency_ofAScrubsLog_tellsEveryStageOfEverySlice()
    {
        var scrub = await CommandRun.OfAsync(
            "scrub", "synthetic:index?shape=16,64,64&chunks=1,64,64&delay=5ms", "--rate", "50", "--seconds", "1", "--latency-log", _path);
        var summed = await CommandRun.OfAsync("latency", _path, "--json");
        var text = await CommandRun.OfAsync("latency", _path, "--slowest", "2");

        Assert.Equal((0, 0, 0), (scrub.ExitCode, summed.ExitCode, text.ExitCode));
        using var document = JsonDocument.Parse(summed.Out);
        var layer = Assert.Single(document.RootElement.GetProperty("layers").EnumerateArray());
        Assert.True(layer.GetProperty("slices").GetInt32() > 1);
        Assert.True(layer.GetProperty("stages").GetProperty("read").GetProperty("p99").GetDouble() >= 4);
        Assert.All(
            ["debounced", "queued", "planned", "read", "decoded", "assembled", "announced", "delivered", "total"],
            stage => Assert.True(layer.GetProperty("stages").GetProperty(stage).GetProperty("p50").GetDouble() >= 0));
        Assert.Equal(2, text.Out.Split('\n').Count(line => line.Contains("revision", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Latency_ofKnownSlices_givesTheirPercentilesAndTheStageThatMadeThemSlow()
    {
        var lines = Enumerable.Range(1, 100).Select(i => (Slice($"1.{i}") with { Read = i, Total = i + 2 }).ToLine());
        await File.WriteAllLinesAsync(
            _path,
            [
                .. lines,
                (Slice("1.7") with { Name = null, Pixels = true, Delivered = 500 }).ToLine(),
                (Slice("1.8") with { Preview = true, Total = 9999 }).ToLine(),
                (Slice("1.9") with { Failure = "damaged" }).ToLine(),
                "not a line",
            ],
            TestContext.Current.CancellationToken);

        var run = await CommandRun.OfAsync("latency", _path, "--json", "--slowest", "2");

        using var document = JsonDocument.Parse(run.Out);
        var layer = Assert.Single(document.RootElement.GetProperty("layers").EnumerateArray());
        var read = layer.GetProperty("stages").GetProperty("read");
        Assert.Equal((50.0, 95.0, 99.0), (read.GetProperty("p50").GetDouble(), read.GetProperty("p95").GetDouble(), read.GetProperty("p99").GetDouble()));
        Assert.Equal((100, 1, 1), (layer.GetProperty("slices").GetInt32(), layer.GetProperty("previews").GetInt32(), layer.GetProperty("failures").GetInt32()));
        var slowest = document.RootElement.GetProperty("slowest").EnumerateArray().ToList();
        Assert.Equal(["1.7 delivered", "1.100 read"], slowest.Select(slice => $"{slice.GetProperty("revision")} {slice.GetProperty("stage")}"));
        Assert.Contains("1 lines", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Latency_ofNoFile_saysSo() => (await CommandRun.OfAsync("latency", _path)).AssertFails(1, _path);

    private static LatencyRecord Slice(string revision) => new()
    {
        Time = DateTimeOffset.UnixEpoch,
        Viewer = "v",
        Layer = "a",
        Name = "nuclei",
        Revision = revision,
        Queued = 1,
        Total = 2,
        Chunks = 4,
        Hits = 1,
    };
}
