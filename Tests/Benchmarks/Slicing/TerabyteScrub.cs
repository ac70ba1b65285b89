using System.Globalization;
using System.Runtime.InteropServices;
using Lamella.Contracts.Viewers;
using Lamella.Engine.Arrays.Chunks;
using Lamella.Sdk;
using Lamella.Silo.Hosting;
using Microsoft.Extensions.DependencyInjection;
using ZstdSharp;

namespace Lamella.Benchmarks.Slicing;

/// <summary>
/// Scrubs through a Zarr array of 1.1 TB of which nearly all chunks are absent, pulls each slice that is ready, and tells
/// by how much the process grew. Run: <c>dotnet run -c Release --project Tests/Benchmarks -- terabyte [seconds]</c>.
/// </summary>
internal static class TerabyteScrub
{
    private const int Planes = 65_536;
    private const int Edge = 2_880;
    private const int Depth = 16;
    private const int ChunkEdge = 480;
    private const int MovesPerSecond = 25;
    private const long ChunkBudget = 256L << 20;
    private const long SliceBudget = 64L << 20;
    private const long Allowance = 200_000_000;

    /// <summary>Runs it.</summary>
    /// <returns>0 where the growth stayed within the budgets and 200 MB; else 1.</returns>
    public static async Task<int> RunAsync(TextWriter output, int seconds)
    {
        var folder = Directory.CreateTempSubdirectory("lamella-terabyte-");
        try
        {
            var layers = Write(folder.FullName);
            await using var silo = await EmbeddedSilo.StartAsync(new EmbeddedSiloOptions
            {
                Slicing = options => (options.ChunkCacheBytes, options.SliceCacheBytes) = (ChunkBudget, SliceBudget),
            });
            await using var client = LamellaClient.FromServices(silo.Services);
            var viewer = client.OpenViewer();
            await viewer.AddImageAsync(folder.FullName);
            await using var memory = new Memory();
            var shown = await ScrubAsync(viewer, layers, seconds);
            var counters = silo.Services.GetRequiredService<ChunkScheduler>().GetCounters();
            var growth = memory.Peak - memory.Start;
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"""
                array              {(double)Planes * Edge * Edge * 2 / 1e12:F2} TB, {layers} of {Planes / Depth} layers of chunks are there
                scrubbed           {seconds} s, {seconds * MovesPerSecond} moves, {shown} slices of {Edge * Edge * 2 / 1e6:F1} MB pulled
                chunks             {counters.Decodes} decoded ({counters.BytesDecoded / 1e9:F1} GB), {counters.Absent} absent, {counters.Evictions} evicted
                working set        {memory.Start / 1e6:F0} MB before, {memory.Peak / 1e6:F0} MB at most
                growth             {growth / 1e6:F0} MB; bar: {ChunkBudget / 1e6:F0} MB of chunks + 200 MB = {(ChunkBudget + Allowance) / 1e6:F0} MB
                """));
            return growth <= ChunkBudget + Allowance ? 0 : 1;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<int> ScrubAsync(Viewer viewer, int layers, int seconds)
    {
        var dims = (await viewer.WaitUntilIdleAsync(TimeSpan.FromMinutes(1))).Dims;
        using var stop = new CancellationTokenSource();
        var watching = WatchAsync(viewer, stop.Token);
        using var rate = new PeriodicTimer(TimeSpan.FromSeconds(1.0 / MovesPerSecond));
        for (var move = 0; move < seconds * MovesPerSecond; move++)
        {
            // Half of the time through what is there, half through nothing.
            var within = (move * 3) % (2 * layers * Depth);
            await viewer.SetDimsAsync(dims.WithPoint(0, within % Planes));
            await rate.WaitForNextTickAsync();
        }

        await viewer.WaitUntilIdleAsync(TimeSpan.FromMinutes(1));
        await stop.CancelAsync();
        return await watching;
    }

    private static async Task<int> WatchAsync(Viewer viewer, CancellationToken cancellationToken)
    {
        var shown = 0;
        try
        {
            await foreach (var happened in viewer.SubscribeAsync(cancellationToken: cancellationToken))
            {
                if (happened is SliceReady ready)
                {
                    shown += await PullAsync(viewer, ready, cancellationToken);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // Scrubbing is over.
        }

        return shown;
    }

    private static async Task<int> PullAsync(Viewer viewer, SliceReady ready, CancellationToken cancellationToken)
    {
        try
        {
            using var pixels = await viewer.ReadPixelsAsync(ready.Responses[0], cancellationToken);
            return 1;
        }
        catch (Contracts.Errors.LamellaException gone) when (gone.Code == Contracts.Errors.LamellaErrorCode.SliceGone)
        {
            return 0;
        }
    }

    /// <summary>Writes the metadata and the first layers of chunks.</summary>
    private static int Write(string folder)
    {
        const int Layers = 20;
        File.WriteAllText(
            Path.Combine(folder, ".zarray"),
            $$$"""
            {"zarr_format": 2, "shape": [{{{Planes}}}, {{{Edge}}}, {{{Edge}}}], "chunks": [{{{Depth}}}, {{{ChunkEdge}}}, {{{ChunkEdge}}}], "dtype": "<u2",
             "fill_value": 0, "order": "C", "filters": null, "compressor": {"id": "zstd", "level": 1}}
            """);
        var chunk = new ushort[Depth * ChunkEdge * ChunkEdge];
        for (var index = 0; index < chunk.Length; index++)
        {
            chunk[index] = (ushort)(500 + (index % ChunkEdge) + (index / ChunkEdge % ChunkEdge));
        }

        using var compressor = new Compressor(1);
        var encoded = compressor.Wrap(MemoryMarshal.AsBytes(chunk.AsSpan()));
        for (var number = 0; number < Layers * (Edge / ChunkEdge) * (Edge / ChunkEdge); number++)
        {
            var (layer, y, x) = (number / 36, number / 6 % 6, number % 6);
            File.WriteAllBytes(Path.Combine(folder, $"{layer}.{y}.{x}"), encoded);
        }

        return Layers;
    }
}
