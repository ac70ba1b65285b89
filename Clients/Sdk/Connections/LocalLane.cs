using Lamella.Contracts.Viewers;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Streams;

namespace Lamella.Sdk.Connections;

/// <summary>The Orleans client that this process has already: of its own silo, or of a host.</summary>
internal sealed class LocalLane : ILane
{
    private readonly IClusterClient _client;

    public LocalLane(IServiceProvider services)
    {
        _client = services.GetRequiredService<IClusterClient>();
        LocalSilo = services.GetService<ILocalSiloDetails>()?.SiloAddress.ToParsableString();
    }

    public string Address => LocalSilo is null ? "this host's cluster" : "this process";

    public string? LocalSilo { get; }

    public IGrainFactory Notices => _client;

    public IStreamProvider Streams => _client.GetStreamProvider(ViewerStreams.ProviderName);

    public ValueTask<IGrainFactory> GetBulkAsync(CancellationToken cancellationToken) => ValueTask.FromResult<IGrainFactory>(_client);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
