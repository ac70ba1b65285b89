using System.Collections.Concurrent;
using Lamella.Contracts.Geometry;
using Lamella.Contracts.Viewers;
using Lamella.Engine.Arrays.Chunks;
using Lamella.Sdk;
using Lamella.Silo.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Lamella.Grains.Tests.Viewers;

/// <summary>Fifty people look through one volume, each at a place of their own.</summary>
public sealed class SharedVolumeTests
{
    private const int Viewers = 50;
    private const int Moves = 40;
    private const int Planes = 512;
    private const int Depth = 4;
    private const string Volume = "synthetic:index?shape=512,64,64&chunks=4,64,64&dtype=uint16&delay=5ms";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task SetDims_of50ViewersThatScrubOneVolume_decodesEachChunkShownOnce()
    {
        await using var silo = await EmbeddedSilo.StartAsync(cancellationToken: Token);
        await using var client = LamellaClient.FromServices(silo.Services);
        var shown = new ConcurrentDictionary<int, bool>();

        await Task.WhenAll(Enumerable.Range(0, Viewers).Select(viewer => ScrubAsync(client.OpenViewer(), viewer, shown)));

        var counters = silo.Services.GetRequiredService<ChunkScheduler>().GetCounters();
        TestContext.Current.TestOutputHelper!.WriteLine(
            $"{Viewers} viewers, {Viewers * Moves} moves: {shown.Count} chunks shown, {counters.Decodes} decoded "
            + $"({(double)counters.Decodes / shown.Count:0.000} each), {counters.Reads} reads begun "
            + $"({(double)counters.Reads / shown.Count:0.000} each), {counters.Joins} joined, {counters.Cancels} cancelled.");
        Assert.InRange((double)counters.Decodes / shown.Count, 1.0, 1.05);
        Assert.InRange((double)(counters.Reads - counters.Cancels) / shown.Count, 1.0, 1.05);
    }

    /// <summary>Moves back and forth over a part of the volume, and waits at every fourth plane as an eye would.</summary>
    private static async Task ScrubAsync(Viewer viewer, int number, ConcurrentDictionary<int, bool> shown)
    {
        await viewer.AddImageAsync(Volume, cancellationToken: Token);
        var snapshot = await viewer.WaitUntilIdleAsync(Patience, Token);
        Note(snapshot.Dims);
        for (var move = 0; move < Moves; move++)
        {
            var dims = snapshot.Dims.WithPoint(0, ((number * 10) + (move < Moves / 2 ? move : Moves - move)) % Planes);
            var revision = await viewer.SetDimsAsync(dims, Token);
            if (move % 4 == 3)
            {
                var ended = await viewer.WaitForAsync(revision, Patience, Token);
                Assert.Equal(RevisionOutcome.Ready, ended.Outcome);
                Note(dims);
            }
        }

        void Note(Dims dims) => shown[(int)dims.Point[0] / Depth] = true;
    }
}
