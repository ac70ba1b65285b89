using Lamella.Grains.Notices;
using Lamella.Sdk.Notices;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Configuration;
using Orleans.Streams;
using Orleans.TestingHost;

namespace Lamella.Grains.Tests.Notices;

/// <summary>Silos with nothing but notices, and a client that belongs to none of them.</summary>
internal sealed class NoticeCluster : IAsyncDisposable
{
    private const string Provider = "notices";

    private readonly InProcessTestCluster _cluster;

    private NoticeCluster(InProcessTestCluster cluster) => _cluster = cluster;

    public InProcessTestCluster Inner => _cluster;

    /// <summary>The instruments of all silos together.</summary>
    public IEnumerable<NoticeMeters> Meters =>
        _cluster.Silos.Select(silo => silo.ServiceProvider.GetRequiredService<NoticeMeters>());

    /// <param name="silos">Number of silos.</param>
    /// <param name="notices">Changes options of the streams.</param>
    /// <param name="messaging">Changes options of the silos.</param>
    /// <param name="calls">Sees the calls of the client and of the silos.</param>
    public static async Task<NoticeCluster> StartAsync(
        short silos,
        Action<NoticeStreamOptions>? notices = null,
        Action<SiloMessagingOptions>? messaging = null,
        IOutgoingGrainCallFilter? calls = null)
    {
        var builder = new InProcessTestClusterBuilder(silos);
        builder.Options.ConfigureFileLogging = false;
        builder.ConfigureSilo((_, silo) =>
        {
            silo.AddMemoryGrainStorage("PubSubStore").AddNoticeStreams(Provider, notices);
            silo.Configure<SiloMessagingOptions>(options => messaging?.Invoke(options));
            if (calls is not null)
            {
                silo.AddOutgoingGrainCallFilter(calls);
            }
        });
        builder.ConfigureClient(client =>
        {
            client.AddNoticeStreams(Provider);
            if (calls is not null)
            {
                client.AddOutgoingGrainCallFilter(calls);
            }
        });
        var cluster = builder.Build();
        await cluster.DeployAsync();
        return new NoticeCluster(cluster);
    }

    /// <summary>A stream as a grain of a silo sees it.</summary>
    public IAsyncStream<long> OnSilo(int silo, StreamId stream) =>
        _cluster.Silos[silo].ServiceProvider.GetRequiredKeyedService<IStreamProvider>(Provider).GetStream<long>(stream);

    /// <summary>A stream as the client sees it.</summary>
    public IAsyncStream<long> OnClient(StreamId stream) => _cluster.Client.GetStreamProvider(Provider).GetStream<long>(stream);

    public ValueTask DisposeAsync() => _cluster.DisposeAsync();
}
