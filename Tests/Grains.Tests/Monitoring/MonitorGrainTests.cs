using Lamella.Contracts.Layers;
using Lamella.Grains.Tests.Support;
using Lamella.Sdk;
using Lamella.Silo.Hosting;
using Xunit;

namespace Lamella.Grains.Tests.Monitoring;

/// <summary>What the cluster tells of itself, on two silos.</summary>
public sealed class MonitorGrainTests(ClusterFixture cluster)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task GetReport_ofTwoSilos_hasOneReportOfEach()
    {
        var report = await cluster.Client.GetClusterReportAsync(Token);

        var silos = cluster.Cluster.Silos.Select(silo => silo.SiloAddress.ToParsableString()).Order(StringComparer.Ordinal);
        Assert.Equal(silos, report.Silos.Select(silo => silo.Silo));
        Assert.Empty(report.Unreachable);
    }

    [Fact]
    public async Task GetReport_afterSlicing_countsTheSlicesOfTheLayer()
    {
        var viewer = cluster.Client.OpenViewer();
        var layer = (await viewer.AddImageAsync("synthetic:blobs?shape=8,32,32", name: "blobs", cancellationToken: Token)).Layer;
        await viewer.WaitUntilIdleAsync(Patience, Token);
        await viewer.SliceAsync(Patience, Token);

        var report = await cluster.Client.GetClusterReportAsync(Token);

        var told = report.Silos.SelectMany(silo => silo.Layers).Single(candidate => candidate.Viewer == viewer.Id);
        Assert.Equal((layer, "blobs", null), (told.Layer, told.Name, told.LoadingFor));
        Assert.Equal(told.Slices.Ready, told.Slices.Latency.Total);
        Assert.InRange(told.Slices.Ready, 2, 3);
    }

    [Fact]
    public async Task GetReport_ofASiloThatSlicedOnce_namesThatSliceAmongTheSlowest()
    {
        await using var silo = await EmbeddedSilo.StartAsync(cancellationToken: Token);
        await using var client = LamellaClient.FromServices(silo.Services);
        var viewer = client.OpenViewer();
        await viewer.AddImageAsync("synthetic:blobs?shape=8,32,32", cancellationToken: Token);
        await viewer.WaitUntilIdleAsync(Patience, Token);

        var report = await client.GetClusterReportAsync(Token);

        var slow = Assert.Single(report.Silos.Single().Slowest);
        Assert.Equal((viewer.Id, "synthetic:blobs?shape=8,32,32"), (slow.Viewer, slow.Uri));
    }

    [Fact]
    public async Task GetReport_afterAFailure_tellsWhy()
    {
        var viewer = cluster.Client.OpenViewer();
        var added = await viewer.AddImageAsync("synthetic:blobs?shape=8,32,32", cancellationToken: Token);
        var spec = new ImageLayerSpec { Id = added.Layer, Name = "gone", Source = new LayerSource("test:gone") };
        await viewer.UpdateLayerAsync(spec, Token);
        await viewer.WaitUntilIdleAsync(Patience, Token);

        var report = await cluster.Client.GetClusterReportAsync(Token);

        var told = report.Silos.SelectMany(silo => silo.Layers).Single(candidate => candidate.Viewer == viewer.Id);
        Assert.True(told.Slices.Failed > 0);
        Assert.Contains("test:gone", told.LastFailure, StringComparison.Ordinal);
    }
}
