using Lamella.Silo.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Storage;

namespace Lamella.Grains.Tests.Support;

/// <summary>A cluster whose viewers are kept where nothing can be read, as a database does of keys that it cannot spell.</summary>
public sealed class BrokenStorageFixture : ClusterFixture, IGrainStorage
{
    public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        throw new IOException("invalid byte sequence for encoding");

    public Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) => throw new IOException();

    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) => throw new IOException();

    protected override void Configure(IServiceCollection services) =>
        services.AddKeyedSingleton<IGrainStorage>(LamellaStorage.State, this);

    protected override bool NeedsMemoryStorage(string name) => name != LamellaStorage.State;
}
