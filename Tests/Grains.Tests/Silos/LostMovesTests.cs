using Lamella.Contracts.Geometry;
using Lamella.Contracts.Grains;
using Lamella.Contracts.Slicing;
using Lamella.Contracts.Viewers;
using Lamella.Grains.Tests.Support;
using Lamella.Sdk;
using Lamella.Sdk.Notices;
using Lamella.Silo.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Configuration;
using Orleans.Serialization;
using Orleans.Storage;
using Orleans.TestingHost;
using Xunit;

namespace Lamella.Grains.Tests.Silos;

/// <summary>A silo is lost before storage has what its viewer had accepted.</summary>
public sealed class LostMovesTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly SharedStorage _storage = new();
    private InProcessTestCluster _cluster = null!;
    private LamellaClient _client = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        var builder = new InProcessTestClusterBuilder(2);
        builder.Options.ConfigureFileLogging = false;
        builder.ConfigureSilo((_, silo) =>
        {
            foreach (var name in (string[])[LamellaStorage.State, LamellaStorage.PubSub])
            {
                silo.Services.AddKeyedSingleton<IGrainStorage>(
                    name, (services, _) => _storage.For(name, services.GetRequiredService<Serializer>()));
            }

            silo.AddLamella(_ => false);
        });
        builder.ConfigureClient(client => client
            .AddNoticeStreams(ViewerStreams.ProviderName)
            .Configure<ClientMessagingOptions>(messaging => messaging.ResponseTimeout = new LamellaClientOptions().ResponseTimeout));
        _cluster = builder.Build();
        await _cluster.DeployAsync();
        _client = LamellaClient.FromServices(_cluster.Client.ServiceProvider);
    }

    public async ValueTask DisposeAsync()
    {
        await _client.DisposeAsync();
        await _cluster.DisposeAsync();
    }

    [Fact]
    public async Task Move_acceptedButNotStoredWhenItsSiloIsLost_isMadeAgain_andSliced()
    {
        var (viewer, dims) = await OpenOnTheSecondSiloAsync();
        _storage.Refuse(LamellaStorage.State);
        var (to, view) = (dims.WithPoint(0, 5), new FieldOfView([0, 0], [8, 8], [64, 64]));
        var accepted = await viewer.SetDimsAsync(to, Token);
        await viewer.SetFieldOfViewAsync(view, Token);

        await _cluster.KillSiloAsync(_cluster.Silos[1], CancellationToken.None);
        _storage.Accept();

        // Whatever asks first: here the wait for the revision that was accepted.
        var snapshot = await viewer.WaitForAsync(accepted, Patience, Token);
        Assert.True(snapshot.Revision.Epoch > accepted.Epoch);
        Assert.Equal((5, view), (snapshot.Dims.Point[0], snapshot.FieldOfView));
        Assert.Equal(RevisionOutcome.Ready, snapshot.Outcome);
    }

    [Fact]
    public async Task Move_acceptedButNotStoredWhenItsSiloIsLost_reachesASubscriber_thatIsNeverToldOfAnOlderPoint()
    {
        var (viewer, dims) = await OpenOnTheSecondSiloAsync();
        _storage.Refuse(LamellaStorage.State);
        var accepted = await viewer.SetDimsAsync(dims.WithPoint(0, 5), Token);
        await viewer.WaitForAsync(accepted, Patience, Token);
        var points = new List<double>();
        await foreach (var happened in viewer.SubscribeAsync(cancellationToken: Token))
        {
            if (happened is DimsChanged moved)
            {
                points.Add(moved.Dims.Point[0]);
            }

            if (happened is SliceReady ready && ready.Revision.Epoch > accepted.Epoch)
            {
                break;
            }

            if (happened is SliceReady)
            {
                await _cluster.KillSiloAsync(_cluster.Silos[1], CancellationToken.None);
                _storage.Accept();
            }
        }

        Assert.All(points, static point => Assert.Equal(5, point));
    }

    [Fact]
    public async Task Layers_thatWereAnswered_areThereAfterTheirSiloIsLostAtOnce()
    {
        var (viewer, _) = await OpenOnTheSecondSiloAsync();

        var added = await viewer.AddImageAsync("synthetic:index?shape=8,16,16&dtype=uint16&chunks=1,16,16", cancellationToken: Token);
        await _cluster.KillSiloAsync(_cluster.Silos[1], CancellationToken.None);

        var snapshot = await viewer.GetSnapshotAsync(Token);
        Assert.True(snapshot.Revision.Epoch > added.Revision.Epoch);
        Assert.Equal(added.Layer, snapshot.Layers[^1].Spec.Id);
    }

    private async Task<(Viewer Viewer, Dims Dims)> OpenOnTheSecondSiloAsync()
    {
        var management = _cluster.Client.GetGrain<IManagementGrain>(0);
        while (true)
        {
            var viewer = _client.OpenViewer();
            await viewer.AddImageAsync("synthetic:index?shape=8,16,16&dtype=uint16&chunks=1,16,16", cancellationToken: Token);
            var dims = (await viewer.WaitUntilIdleAsync(Patience, Token)).Dims;
            var silo = await management.GetActivationAddress(_cluster.Client.GetGrain<IViewerGrain>(viewer.Id.Value));
            if (silo is not null && silo.Equals(_cluster.Silos[1].SiloAddress))
            {
                await Eventually.HoldsAsync(() => _storage.Holds(LamellaStorage.State, viewer.Id.Value), Token);
                return (viewer, dims);
            }
        }
    }
}
