using System.Collections.Concurrent;
using System.Diagnostics;
using Lamella.Contracts.Geometry;
using Lamella.Contracts.Slicing;
using Lamella.Contracts.Viewers;
using Lamella.Grains.Notices;
using Lamella.Sdk;
using Lamella.Sdk.Notices;
using Lamella.Silo.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Configuration;
using Orleans.Serialization;
using Orleans.Storage;
using Orleans.TestingHost;

namespace Lamella.Grains.Tests.Support;

/// <summary>Viewers on two silos scrub one volume, each on its own, while one of the silos is killed.</summary>
public sealed class SiloLoss : IAsyncDisposable
{
    private const int Planes = 4096;
    private const string Volume = "synthetic:index?shape=4096,256,256&dtype=uint16&chunks=1,128,128&delay=5ms";
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(40);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly InProcessTestCluster _cluster;
    private readonly LamellaClient _client;
    private readonly Stopwatch _watch = new();
    private readonly ConcurrentQueue<SiloLossViewer> _viewers = new();
    private TimeSpan _lost = TimeSpan.MaxValue;

    private SiloLoss(InProcessTestCluster cluster)
    {
        _cluster = cluster;
        _client = LamellaClient.FromServices(cluster.Client.ServiceProvider);
    }

    /// <summary>What became of each viewer.</summary>
    public IReadOnlyCollection<SiloLossViewer> Viewers => _viewers;

    /// <summary>Subscribers that the remaining silo knows; none once all have unsubscribed.</summary>
    public int Subscribers => _cluster.Silos.Sum(silo => silo.ServiceProvider.GetRequiredService<NoticeMeters>().Subscribers);

    /// <summary>Starts two silos whose storage outlives them.</summary>
    public static async Task<SiloLoss> StartAsync()
    {
        var storage = new SharedStorage();
        var builder = new InProcessTestClusterBuilder(2);
        builder.Options.ConfigureFileLogging = false;
        builder.ConfigureSilo((_, silo) =>
        {
            foreach (var name in (string[])[LamellaStorage.State, LamellaStorage.PubSub])
            {
                silo.Services.AddKeyedSingleton<IGrainStorage>(
                    name, (services, _) => storage.For(name, services.GetRequiredService<Serializer>()));
            }

            silo.AddLamella(_ => false);
        });
        builder.ConfigureClient(client => client
            .AddNoticeStreams(ViewerStreams.ProviderName)
            .Configure<ClientMessagingOptions>(messaging => messaging.ResponseTimeout = new LamellaClientOptions().ResponseTimeout));
        var cluster = builder.Build();
        await cluster.DeployAsync();
        return new SiloLoss(cluster);
    }

    /// <summary>Scrubs, and kills a silo in the middle.</summary>
    /// <param name="viewers">How many viewers.</param>
    /// <param name="duration">How long they scrub.</param>
    /// <param name="cancellationToken">Stops all.</param>
    public async Task RunAsync(int viewers, TimeSpan duration, CancellationToken cancellationToken)
    {
        var opened = await Task.WhenAll(Enumerable.Range(0, viewers).Select(_ => OpenAsync(cancellationToken)));
        _watch.Start();
        var scrubs = opened.Select((viewer, number) => ScrubAsync(viewer, number, duration, cancellationToken)).ToList();
        await Task.Delay(duration / 2, cancellationToken);
        _lost = _watch.Elapsed;
        await _cluster.KillSiloAsync(_cluster.Silos[1], CancellationToken.None);
        await Task.WhenAll(scrubs);
    }

    /// <summary>Ends the silos.</summary>
    public async ValueTask DisposeAsync()
    {
        await _client.DisposeAsync();
        await _cluster.DisposeAsync();
    }

    private async Task<(Viewer Viewer, Dims Dims)> OpenAsync(CancellationToken cancellationToken)
    {
        var viewer = _client.OpenViewer();
        await viewer.AddImageAsync(Volume, cancellationToken: cancellationToken);
        return (viewer, (await viewer.WaitUntilIdleAsync(Patience, cancellationToken)).Dims);
    }

    private async Task ScrubAsync(
        (Viewer Viewer, Dims Dims) opened, int number, TimeSpan duration, CancellationToken cancellationToken)
    {
        await using var listener = new EndListener(opened.Viewer, _watch);
        Revision first = default, revision = default;
        var plane = 0;
        using var pace = new PeriodicTimer(Pace);
        for (var move = 0; _watch.Elapsed < duration; move++)
        {
            plane = ((number * 97) + move) % Planes;
            revision = await opened.Viewer.SetDimsAsync(opened.Dims.WithPoint(0, plane), cancellationToken);
            first = move == 0 ? revision : first;
            await pace.WaitForNextTickAsync(cancellationToken);
        }

        await listener.UntilAsync(revision, Patience);
        var end = await opened.Viewer.GetSnapshotAsync(cancellationToken);
        _viewers.Enqueue(new SiloLossViewer(
            opened.Viewer.Id,
            first,
            revision,
            listener.Shown,
            end.Dims.Point[0] == plane,
            listener.IsInOrder,
            listener.LongestSilenceAfter(_lost),
            listener.Statuses));
    }
}
