using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using BenchmarkDotNet.Attributes;
using Lamella.Contracts.Slicing;
using Lamella.Sdk;

namespace Lamella.Benchmarks.Slicing;

/// <summary>Pulling the pixels of a finished slice from a silo in another process, over loopback, in parts of at most 1 MiB.</summary>
[MemoryDiagnoser]
public class PixelPullBenchmarks
{
    private Process _silo = null!;
    private LamellaClient _client = null!;
    private Viewer _viewer = null!;
    private LayerSliceResponse _response = null!;

    /// <summary>Bytes of the slice.</summary>
    [Params(64 << 10, 1 << 20, 8 << 20)]
    public int Bytes { get; set; }

    [GlobalSetup]
    public async Task SetupAsync()
    {
        var (siloPort, gatewayPort) = (FreePort(), FreePort());
        _silo = Process.Start(new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Lamella.Silo.dll")])
        {
            Environment =
            {
                ["DOTNET_ENVIRONMENT"] = "Development",
                ["Orleans__Endpoints__SiloPort"] = $"{siloPort}",
                ["Orleans__Endpoints__GatewayPort"] = $"{gatewayPort}",
                ["Logging__LogLevel__Default"] = "Error",
            },
        })!;
        _client = await LamellaClient.ConnectAsync(
            $"127.0.0.1:{gatewayPort}", new LamellaClientOptions { ConnectTimeout = TimeSpan.FromMinutes(1) });
        _viewer = _client.OpenViewer();
        var height = Bytes / 2 / 512;
        await _viewer.AddImageAsync($"synthetic:index?shape=2,{height},512&chunks=1,{Math.Min(height, 512)},512&dtype=uint16");
        _response = (await _viewer.WaitUntilIdleAsync(TimeSpan.FromMinutes(1))).Layers[0].LastResponse!;
    }

    [GlobalCleanup]
    public async Task CleanupAsync()
    {
        await _client.DisposeAsync();
        _silo.Kill();
        await _silo.WaitForExitAsync();
        _silo.Dispose();
    }

    [Benchmark]
    public async Task<int> ReadPixels()
    {
        using var pixels = await _viewer.ReadPixelsAsync(_response);
        return pixels.Bytes.Length;
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
