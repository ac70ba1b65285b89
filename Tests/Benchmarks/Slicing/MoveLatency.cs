using System.Diagnostics;
using Lamella.Contracts.Viewers;
using Lamella.Sdk;
using Lamella.Silo.Hosting;

namespace Lamella.Benchmarks.Slicing;

/// <summary>
/// What BenchmarkDotNet does not measure: the tail of SetDims while slices of 100 ms a read run, and the time from its
/// acceptance to the subscriber hearing that the slice is ready.
/// </summary>
internal static class MoveLatency
{
    private const int Moves = 400;

    /// <summary>Moves before the measured ones: a person's first seconds pay for compilation once, not the tail of a day.</summary>
    private const int WarmUpMoves = 100;
    private static readonly TimeSpan Rest = TimeSpan.FromMilliseconds(20);

    public static async Task RunAsync(TextWriter output)
    {
        await using var silo = await EmbeddedSilo.StartAsync();
        await using var near = LamellaClient.FromServices(silo.Services);
        await using var far = await LamellaClient.ConnectAsync($"127.0.0.1:{silo.Gateway.Port}");
        foreach (var (name, client) in ((string, LamellaClient)[])[("co-hosted", near), ("over the gateway", far)])
        {
            await SetDimsAsync(name, client, output);
            await NoticeAsync(name, client, output);
        }
    }

    private static async Task SetDimsAsync(string name, LamellaClient client, TextWriter output)
    {
        var viewer = client.OpenViewer();
        await viewer.AddImageAsync("synthetic:index?shape=4096,256,256&chunks=1,128,128&delay=100ms");
        var dims = (await viewer.WaitUntilIdleAsync(TimeSpan.FromMinutes(1))).Dims;
        var times = new List<double>(Moves);
        for (var plane = 0; plane < WarmUpMoves + Moves; plane++)
        {
            var start = Stopwatch.GetTimestamp();
            await viewer.SetDimsAsync(dims.WithPoint(0, plane));
            times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            await Task.Delay(Rest);
        }

        times.RemoveRange(0, WarmUpMoves);

        await WriteAsync(output, $"SetDims while slices run, {name}", times);
        await viewer.CloseAsync();
    }

    private static async Task NoticeAsync(string name, LamellaClient client, TextWriter output)
    {
        var viewer = client.OpenViewer();
        await viewer.AddImageAsync("synthetic:index?shape=4096,64,64&chunks=1,64,64");
        var dims = (await viewer.WaitUntilIdleAsync(TimeSpan.FromMinutes(1))).Dims;
        await using var events = viewer.SubscribeAsync().GetAsyncEnumerator();
        var times = new List<double>(Moves);
        for (var plane = 0; plane < Moves; plane++)
        {
            var start = Stopwatch.GetTimestamp();
            var revision = await viewer.SetDimsAsync(dims.WithPoint(0, plane));
            while (await events.MoveNextAsync() && !(events.Current is SliceReady ready && ready.Revision >= revision))
            {
            }

            times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }

        await WriteAsync(output, $"SetDims to slice-ready heard (8 KiB plane), {name}", times);
        await viewer.CloseAsync();
    }

    private static Task WriteAsync(TextWriter output, string what, List<double> times)
    {
        times.Sort();
        return output.WriteLineAsync(
            $"{what}: p50 {times[times.Count / 2]:0.00} ms, p95 {times[times.Count * 95 / 100]:0.00} ms, p99 {times[times.Count * 99 / 100]:0.00} ms");
    }
}
