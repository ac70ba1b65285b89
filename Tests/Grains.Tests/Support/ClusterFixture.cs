using Lamella.Contracts.Viewers;
using Lamella.Engine.Arrays.Formats;
using Lamella.Grains.Tests.Support;
using Lamella.Sdk;
using Lamella.Sdk.Notices;
using Lamella.Silo.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Orleans.TestingHost;
using Xunit;

[assembly: AssemblyFixture(typeof(ClusterFixture))]

namespace Lamella.Grains.Tests.Support;

/// <summary>Two silos within the test's process, and a client that belongs to neither.</summary>
public class ClusterFixture : IAsyncLifetime
{
    private InProcessTestCluster? _cluster;

    internal TestImages Images { get; } = new();

    internal InProcessTestCluster Cluster => _cluster!;

    internal LamellaClient Client { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        var builder = new InProcessTestClusterBuilder(2);
        builder.Options.ConfigureFileLogging = false;
        builder.ConfigureSilo((_, silo) =>
        {
            silo.Services.AddSingleton<IImageOpener>(Images);
            Configure(silo.Services);
            silo.AddLamella(NeedsMemoryStorage);
        });
        builder.ConfigureClient(client => client.AddNoticeStreams(ViewerStreams.ProviderName));
        _cluster = builder.Build();
        await _cluster.DeployAsync();
        Client = LamellaClient.FromServices(_cluster.Client.ServiceProvider);
    }

    public virtual async ValueTask DisposeAsync()
    {
        await Client.DisposeAsync();
        await Cluster.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>Registers services of every silo in place of Lamella's own.</summary>
    protected virtual void Configure(IServiceCollection services)
    {
    }

    /// <summary>Whether a grain storage is the silos' memory; otherwise <see cref="Configure"/> registers it.</summary>
    protected virtual bool NeedsMemoryStorage(string name) => true;
}
