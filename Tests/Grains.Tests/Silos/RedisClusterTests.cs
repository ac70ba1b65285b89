using System.Diagnostics;
using Lamella.Contracts.Geometry;
using Lamella.Contracts.Slicing;
using Lamella.Grains.Tests.Support;
using Lamella.Sdk;
using Xunit;

namespace Lamella.Grains.Tests.Silos;

/// <summary>Silos in processes of their own that find each other, and keep what must outlive them, in Redis.</summary>
public sealed class RedisClusterTests
{
    private const int Viewers = 16;
    private const string Volume = "synthetic:index?shape=512,64,64&dtype=uint16&chunks=1,64,64&delay=5ms";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Viewers_ofASiloThatIsKilled_comeBackWithTheirLayersOnTheOther_andEndWithTheirLastRevision()
    {
        using var redis = new RedisServer();
        await using var staying = SiloProcess.Start("Production", settings: redis.Settings);
        await using var killed = SiloProcess.Start("Production", settings: redis.Settings);
        await using (await staying.ConnectAsync(Token))
        await using (await killed.ConnectAsync(Token))
        {
            // Both silos are there: from now on viewers are spread over them, and notices over their gateways.
        }

        await using var client = await LamellaClient.ConnectAsync($"{killed.Address},{staying.Address}", cancellationToken: Token);

        var watch = Stopwatch.StartNew();
        var viewers = await Task.WhenAll(Enumerable.Range(0, Viewers).Select(_ => OpenAsync(client)));
        var listeners = viewers.Select(viewer => new EndListener(viewer.Viewer, watch)).ToList();
        await Task.WhenAll(viewers.Zip(listeners, async (viewer, listener) =>
            await listener.UntilAsync(await MoveAsync(viewer, 100), Patience)));
        var before = listeners.Select(listener => listener.Shown.Epoch).ToList();

        await killed.KillAsync();
        var lost = watch.Elapsed;
        var last = await Task.WhenAll(viewers.Select(viewer => MoveAsync(viewer, 200)));
        await Task.WhenAll(listeners.Zip(last, (listener, revision) => listener.UntilAsync(revision, Patience)));

        TestContext.Current.TestOutputHelper!.WriteLine(
            $"Last slice of the last viewer {(watch.Elapsed - lost).TotalSeconds:0.0} s after the kill; "
            + string.Join(" ", listeners.SelectMany(listener => listener.Statuses).CountBy(status => status)));
        Assert.All(listeners.Zip(last), pair => Assert.True(pair.First.Shown >= pair.Second, $"{pair.First.Shown} of {pair.Second}"));
        Assert.All(listeners, listener => Assert.True(listener.IsInOrder));
        Assert.Contains(listeners.Zip(before), pair => pair.First.Shown.Epoch > pair.Second);
        Assert.All(
            await Task.WhenAll(viewers.Select(viewer => viewer.Viewer.GetSnapshotAsync(Token))),
            snapshot => Assert.Equal((Volume, 200), (Assert.Single(snapshot.Layers).Spec.Source.Uri, snapshot.Dims.Point[0])));
        await Task.WhenAll(listeners.Select(listener => listener.DisposeAsync().AsTask()));
    }

    [Fact]
    public async Task Silo_inProductionWithoutAStorage_refusesToStart()
    {
        var settings = new Dictionary<string, string>
        {
            ["Orleans__Clustering__ProviderType"] = "Redis",
            ["Orleans__Clustering__ConnectionString"] = "127.0.0.1:1",
            ["Orleans__GrainStorage__state__ProviderType"] = "Redis",
        };
        await using var silo = SiloProcess.Start("Production", settings: settings);

        var (exitCode, error) = await silo.WaitForExitAsync(Token);

        Assert.NotEqual(0, exitCode);
        Assert.Contains("Orleans:GrainStorage:PubSubStore:ProviderType is not set", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Silo_withAServiceKeyThatHasNoConnectionString_refusesToStart()
    {
        var settings = new Dictionary<string, string>
        {
            ["Orleans__Clustering__ProviderType"] = "Redis",
            ["Orleans__Clustering__ServiceKey"] = "nowhere",
        };
        await using var silo = SiloProcess.Start(settings: settings);

        var (exitCode, error) = await silo.WaitForExitAsync(Token);

        Assert.NotEqual(0, exitCode);
        Assert.Contains("ConnectionStrings:nowhere is not set", error, StringComparison.Ordinal);
    }

    private static async Task<(Viewer Viewer, Dims Dims)> OpenAsync(LamellaClient client)
    {
        var viewer = client.OpenViewer();
        await viewer.AddImageAsync(Volume, cancellationToken: Token);
        return (viewer, (await viewer.WaitUntilIdleAsync(Patience, Token)).Dims);
    }

    private static Task<Revision> MoveAsync((Viewer Viewer, Dims Dims) viewer, int plane) =>
        viewer.Viewer.SetDimsAsync(viewer.Dims.WithPoint(0, plane), Token);
}
