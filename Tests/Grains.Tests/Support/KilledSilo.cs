using System.Diagnostics;
using Lamella.Contracts.Geometry;
using Lamella.Contracts.Slicing;
using Lamella.Sdk;
using Xunit;

namespace Lamella.Grains.Tests.Support;

/// <summary>Two silo processes that find each other by configuration alone, viewers on both, and one of them killed.</summary>
internal static class KilledSilo
{
    private const int Viewers = 16;
    private const string Volume = "synthetic:index?shape=512,64,64&dtype=uint16&chunks=1,64,64&delay=5ms";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Asserts that the killed silo's viewers come back on the other with their layers, and end with their last revision.</summary>
    /// <param name="settings">By which a silo finds what outlives it.</param>
    public static async Task ItsViewersComeBackAsync(IReadOnlyDictionary<string, string> settings)
    {
        await using var staying = SiloProcess.Start("Production", settings: settings);
        await using var killed = SiloProcess.Start("Production", settings: settings);
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

    private static async Task<(Viewer Viewer, Dims Dims)> OpenAsync(LamellaClient client)
    {
        var viewer = client.OpenViewer();
        await viewer.AddImageAsync(Volume, cancellationToken: Token);
        return (viewer, (await viewer.WaitUntilIdleAsync(Patience, Token)).Dims);
    }

    private static Task<Revision> MoveAsync((Viewer Viewer, Dims Dims) viewer, int plane) =>
        viewer.Viewer.SetDimsAsync(viewer.Dims.WithPoint(0, plane), Token);
}
