using Lamella.Contracts.Viewers;
using Lamella.Engine.Arrays.Formats;
using Lamella.Grains.Tests.Support;
using Lamella.Sdk;
using Lamella.Silo.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Lamella.Grains.Tests.Viewers;

/// <summary>A hundred viewers in one silo.</summary>
public sealed class ManyViewersTests
{
    private const int Viewers = 100;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task SetDims_ofAHundredViewers_isReadyInEach_thoughOneLayerIsStuck()
    {
        var images = new TestImages();
        await using var silo = await EmbeddedSilo.StartAsync(
            new EmbeddedSiloOptions { Services = services => services.AddSingleton<IImageOpener>(images) }, Token);
        await using var client = LamellaClient.FromServices(silo.Services);
        var (shared, stuck) = (new HeldArray(32, 16, 16), new HeldArray(32, 16, 16));
        var uri = images.Add(shared);
        var held = await OpenAsync(client, images.Add(stuck));
        var viewers = await Task.WhenAll(Enumerable.Range(0, Viewers).Select(_ => OpenAsync(client, uri)));
        var dims = (await viewers[0].GetSnapshotAsync(Token)).Dims;
        stuck.Hold();
        await held.SetDimsAsync(dims.WithPoint(0, 3), Token);

        foreach (var plane in (int[])[20, 21, 22])
        {
            await Task.WhenAll(viewers.Select(viewer => viewer.SetDimsAsync(dims.WithPoint(0, plane), Token)));
        }

        var snapshots = await Task.WhenAll(viewers.Select(viewer => viewer.WaitUntilIdleAsync(Patience, Token)));
        Assert.All(snapshots, snapshot => Assert.Equal(snapshot.Revision, Assert.IsType<SliceReady>(snapshot.LastEnd).Responses[0].Revision));
        Assert.Equal(RevisionOutcome.Pending, (await held.GetSnapshotAsync(Token)).Outcome);
        stuck.LetGo();
    }

    private static async Task<Viewer> OpenAsync(LamellaClient client, string uri)
    {
        var viewer = client.OpenViewer();
        var added = await viewer.AddImageAsync(uri, cancellationToken: Token);
        await viewer.WaitForAsync(added.Revision, Patience, Token);
        return viewer;
    }
}
