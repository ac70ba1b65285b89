using Lamella.Contracts.Layers;
using Lamella.Engine.Arrays.Chunks;
using Lamella.Sdk;
using Microsoft.Extensions.DependencyInjection;

namespace Lamella.Grains.Tests.Support;

/// <summary>Two silos whose slices a test holds layer by layer, and a source of tracks, which are sliced in memory.</summary>
public sealed class SlicerFixture : ClusterFixture
{
    private readonly string _folder = Directory.CreateTempSubdirectory("lamella-").FullName;

    internal SliceGates Gates { get; } = new();

    /// <summary>Adds an image whose slices can be held.</summary>
    internal async Task<(LayerId Layer, SliceGates.Gate Gate, HeldArray Array)> AddImageAsync(
        Viewer viewer, CancellationToken cancellationToken)
    {
        var array = new HeldArray(8, 4, 6);
        var added = await viewer.AddImageAsync(Images.Add(array), cancellationToken: cancellationToken);
        await viewer.WaitForAsync(added.Revision, TimeSpan.FromSeconds(30), cancellationToken);
        return (added.Layer, Gates.Of(array.Metadata.Identity), array);
    }

    /// <summary>Adds tracks.</summary>
    internal async Task<LayerId> AddTracksAsync(Viewer viewer, CancellationToken cancellationToken)
    {
        var path = Path.Combine(_folder, "tracks.csv");
        await File.WriteAllTextAsync(path, "ID,T,Y,X\n0,0,1,1\n0,1,2,2\n0,2,3,3\n", cancellationToken);
        var spec = new TracksLayerSpec { Id = LayerId.New(), Name = "tracks", Source = new LayerSource(path) };
        var added = await viewer.AddLayerAsync(spec, cancellationToken);
        await viewer.WaitForAsync(added.Revision, TimeSpan.FromSeconds(30), cancellationToken);
        return added.Layer;
    }

    /// <inheritdoc/>
    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    /// <inheritdoc/>
    protected override void Configure(IServiceCollection services) =>
        services.AddSingleton<IChunkReader>(provider => Gates.Before(provider.GetRequiredService<ChunkScheduler>()));
}
