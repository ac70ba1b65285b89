using System.Diagnostics;
using System.Globalization;
using Lamella.Contracts.Viewers;
using Lamella.Sdk;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Streams;

namespace Lamella.Benchmarks.Notices;

/// <summary>
/// From a grain's announcement to an external client's hearing it, over loopback, at rest and while fifty viewers of the
/// same silo scrub; and what waiting costs. Memory streams and Lamella's notices in one run, each in a silo of its own.
/// </summary>
internal static class NoticeLatency
{
    private const int WarmUp = 200;
    private const int Events = 400;
    private const int Viewers = 50;
    private const int Planes = 4096;
    private const string Volume = "synthetic:index?shape=4096,128,128&dtype=uint16&chunks=1,128,128&delay=5ms";
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(25);
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(10);

    public static async Task RunAsync(TextWriter output)
    {
        await output.WriteLineAsync("| provider | idle CPU, % of a core | at rest p50 | p99 | 50 viewers scrub p50 | p99 | slices a second |");
        await output.WriteLineAsync("|---|---|---|---|---|---|---|");
        foreach (var provider in (string[])[ProbeSilo.Memory, ProbeSilo.Notices])
        {
            await MeasureAsync(provider, output);
        }
    }

    private static async Task MeasureAsync(string provider, TextWriter output)
    {
        await using var silo = ProbeSilo.Start(provider);
        using var host = await silo.ConnectAsync();
        var client = host.Services.GetRequiredService<IClusterClient>();
        var announcer = client.GetGrain<IAnnouncerGrain>("clock");
        var latencies = new List<double>();
        var stream = client.GetStreamProvider(ProbeSilo.Stream).GetStream<long>(StreamId.Create(ProbeSilo.Stream, "clock"));
        await stream.SubscribeAsync((sent, _) =>
        {
            latencies.Add(Stopwatch.GetElapsedTime(sent).TotalMilliseconds);
            return Task.CompletedTask;
        });

        await AnnounceAsync(announcer, WarmUp);
        var idle = await MeasureIdleAsync(silo);
        var atRest = await ProbeAsync(announcer, latencies);

        await using var scrubbing = await LamellaClient.ConnectAsync(silo.Address);
        using var stop = new CancellationTokenSource();
        var scrubs = await ScrubAsync(scrubbing, stop.Token);
        await AnnounceAsync(announcer, WarmUp);
        var (before, start) = (scrubs.Slices, Stopwatch.GetTimestamp());
        var underLoad = await ProbeAsync(announcer, latencies);
        var rate = (scrubs.Slices - before) / Stopwatch.GetElapsedTime(start).TotalSeconds;
        await stop.CancelAsync();
        await scrubs.Ended;

        await output.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture, $"| {provider} | {idle:0.0} | {atRest} | {underLoad} | {rate:0} |"));
        await host.StopAsync();
    }

    private static async Task<double> MeasureIdleAsync(ProbeSilo silo)
    {
        await Task.Delay(Rest / 5);
        var (used, start) = (silo.ProcessorTime, Stopwatch.GetTimestamp());
        await Task.Delay(Rest);
        return 100 * (silo.ProcessorTime - used) / Stopwatch.GetElapsedTime(start);
    }

    private static async Task<string> ProbeAsync(IAnnouncerGrain announcer, List<double> latencies)
    {
        latencies.Clear();
        await AnnounceAsync(announcer, Events);
        await Task.Delay(TimeSpan.FromSeconds(0.5));
        var sorted = latencies.Order().ToList();
        var text = string.Create(
            CultureInfo.InvariantCulture, $"{sorted[sorted.Count / 2]:0.00} ms | {sorted[sorted.Count * 99 / 100]:0.00} ms");
        return sorted.Count == Events ? text : $"{text} ({Events - sorted.Count} lost)";
    }

    /// <summary>In parts, each shorter than a call's patience.</summary>
    private static async Task AnnounceAsync(IAnnouncerGrain announcer, int count)
    {
        const int Part = 50;
        for (var done = 0; done < count; done += Part)
        {
            await announcer.Announce(Part, Pause);
        }
    }

    private static async Task<Scrubs> ScrubAsync(LamellaClient client, CancellationToken stop)
    {
        var scrubs = new Scrubs();
        var ends = new List<Task>();
        for (var number = 0; number < Viewers; number++)
        {
            var viewer = client.OpenViewer();
            await viewer.AddImageAsync(Volume, cancellationToken: stop);
            var dims = (await viewer.WaitUntilIdleAsync(TimeSpan.FromMinutes(1), stop)).Dims;
            var first = number * 83;
            ends.Add(EndedAsync(MoveAsync()));
            ends.Add(EndedAsync(CountAsync()));

            async Task MoveAsync()
            {
                using var pace = new PeriodicTimer(Pace);
                for (var move = first; await pace.WaitForNextTickAsync(stop); move++)
                {
                    await viewer.SetDimsAsync(dims.WithPoint(0, move % Planes), stop);
                }
            }

            async Task CountAsync()
            {
                await foreach (var happened in viewer.SubscribeAsync(cancellationToken: stop))
                {
                    scrubs.Add(happened is SliceReady ? 1 : 0);
                }
            }
        }

        scrubs.Ended = Task.WhenAll(ends);
        return scrubs;
    }

    private static async Task EndedAsync(Task scrub)
    {
        try
        {
            await scrub;
        }
        catch (OperationCanceledException)
        {
            // How a scrub ends.
        }
    }

    private sealed class Scrubs
    {
        private long _slices;

        public long Slices => Interlocked.Read(ref _slices);

        public Task Ended { get; set; } = Task.CompletedTask;

        public void Add(int slices) => Interlocked.Add(ref _slices, slices);
    }
}
