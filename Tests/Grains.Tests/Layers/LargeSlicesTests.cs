using Lamella.Contracts.Errors;
using Lamella.Contracts.Layers;
using Lamella.Contracts.Slicing;
using Lamella.Sdk;
using Lamella.Silo.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Lamella.Grains.Tests.Layers;

/// <summary>A silo that allows slices of a kilobyte: what is larger fails by itself, what is not is there.</summary>
public sealed class LargeSlicesTests : IDisposable
{
    private readonly ItemsFiles _files = new();

    public void Dispose() => _files.Dispose();

    [Fact]
    public async Task AddLayer_ofSlicesBeyondTheLimit_failsThoseLayersAlone()
    {
        var token = TestContext.Current.CancellationToken;
        var many = _files.Write("many.csv", "y,x\n" + string.Concat(Enumerable.Range(0, 100).Select(i => $"{i},{i}\n")));
        var options = new EmbeddedSiloOptions { Services = services => services.Configure<SlicingOptions>(slicing => slicing.MaxSliceBytes = 1024) };
        await using var silo = await EmbeddedSilo.StartAsync(options, token);
        await using var client = LamellaClient.FromServices(silo.Services);
        var viewer = client.OpenViewer();
        await viewer.AddLayerAsync(new ImageLayerSpec { Id = new("large"), Name = "i", Source = new("synthetic:index?shape=4,64,64") }, token);
        await viewer.AddLayerAsync(new ImageLayerSpec { Id = new("small"), Name = "i", Source = new("synthetic:index?shape=4,8,8") }, token);
        await viewer.AddLayerAsync(new PointsLayerSpec { Id = new("many"), Name = "p", Source = new(many) }, token);
        await viewer.AddLayerAsync(new PointsLayerSpec { Id = new("few"), Name = "p", Source = new(_files.Points) }, token);

        var snapshot = await viewer.WaitUntilIdleAsync(TimeSpan.FromSeconds(30), token);

        Assert.Equal(
            [LamellaErrorCode.LimitExceeded, null, LamellaErrorCode.LimitExceeded, null], snapshot.Layers.Select(layer => layer.Failure?.Code));
        Assert.Contains("1024", snapshot.Layers[2].Failure!.Reason, StringComparison.Ordinal);
        Assert.Equal([false, true, false, true], snapshot.Layers.Select(layer => layer.LastResponse is not null));
    }
}
