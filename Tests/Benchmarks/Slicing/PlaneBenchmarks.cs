using BenchmarkDotNet.Attributes;
using Lamella.Contracts.Geometry;
using Lamella.Contracts.Viewers;
using Lamella.Engine.Arrays.Chunks;
using Lamella.Engine.Arrays.Formats;
using Lamella.Engine.Compute;
using Lamella.Engine.Slicing.Images;
using Lamella.Sdk;
using Lamella.Silo.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace Lamella.Benchmarks.Slicing;

/// <summary>One 2048 × 2048 uint16 plane (8 MiB): the Engine called directly, and through the grains of a co-hosted silo.</summary>
[MemoryDiagnoser]
public class PlaneBenchmarks : IDisposable
{
    private readonly RamImage _images = new();
    private BloscVolume? _volume;
    private EmbeddedSilo _silo = null!;
    private LamellaClient _client = null!;
    private ChunkScheduler _scheduler = null!;
    private ComputeLane _lane = null!;
    private ImageLayerData _data = null!;
    private Viewer _viewer = null!;
    private Dims _dims = null!;
    private ImageSlice? _shown;
    private int _plane;

    /// <summary>Where the plane comes from: memory, or 1024 chunks of 64³ in blosc-lz4 that are read and decoded anew.</summary>
    [Params("ram", "blosc-lz4")]
    public string Source { get; set; } = "ram";

    [GlobalSetup]
    public async Task SetupAsync()
    {
        _volume = new BloscVolume();
        _silo = await EmbeddedSilo.StartAsync(new EmbeddedSiloOptions
        {
            Services = services => services.AddSingleton<IImageOpener>(_images),
            Slicing = options => (options.SliceCacheBytes, options.ChunkCacheBytes) = (0, 1L << 30),
        });
        _scheduler = _silo.Services.GetRequiredService<ChunkScheduler>();
        _lane = _silo.Services.GetRequiredService<ComputeLane>();
        _client = LamellaClient.FromServices(_silo.Services);
        _viewer = _client.OpenViewer();
        var uri = Source == "ram" ? RamImage.Uri : _volume.Path;
        _data = ImageLayerData.FromImage(await _images.OpenAsync(uri, default))[0];
        await _viewer.AddImageAsync(uri);
        _dims = (await _viewer.WaitUntilIdleAsync(TimeSpan.FromMinutes(1))).Dims;
    }

    [GlobalCleanup]
    public async Task CleanupAsync()
    {
        await _client.DisposeAsync();
        await _silo.DisposeAsync();
        Dispose();
    }

    /// <summary>Removes the volume's folder.</summary>
    public void Dispose()
    {
        _shown?.Dispose();
        _volume?.Dispose();
        GC.SuppressFinalize(this);
    }

    [Benchmark(Baseline = true)]
    public async Task<int> Engine()
    {
        _scheduler.ClearCache();
        var state = new ImageSliceState { DataToWorld = _data.DataToPhysical };
        var request = ImageSlicing.MakeSliceRequest(_data, state, NextDims());
        var slice = await await _lane.RunAsync(() => ImageSlicing.SliceAsync(request, _scheduler, default).AsTask());

        // As the service does, which keeps the newest slice for whoever pulls it: so neither writes to memory that is still warm.
        _shown?.Dispose();
        _shown = slice;
        return slice.Image.Bytes.Span[0];
    }

    [Benchmark]
    public async Task<int> CoHostedGrains()
    {
        _scheduler.ClearCache();
        var snapshot = await _viewer.SliceAsync(NextDims(), TimeSpan.FromMinutes(1));
        using var pixels = await _viewer.ReadPixelsAsync(((SliceReady)snapshot.LastEnd!).Responses[0]);
        return pixels.Bytes.Span[0];
    }

    private Dims NextDims() => _dims.WithPoint(0, _plane = (_plane + 1) % 4);
}
