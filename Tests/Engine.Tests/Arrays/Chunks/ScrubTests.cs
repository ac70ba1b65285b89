using System.Collections.Concurrent;
using Lamella.Engine.Arrays;
using Lamella.Engine.Arrays.Chunks;
using Lamella.Engine.Arrays.Chunks.Prefetch;
using Lamella.Engine.Arrays.Delays;
using Lamella.Engine.Arrays.Formats;
using Lamella.Engine.Arrays.Formats.Synthetic;
using Lamella.Engine.Compute;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Lamella.Engine.Tests.Arrays.Chunks;

/// <summary>What people do to a slider, against the numbers of the design.</summary>
public sealed class ScrubTests : IDisposable
{
    private static readonly TimeSpan Read = TimeSpan.FromMilliseconds(100);

    private readonly ComputeLane _lane = new(new ComputeLaneOptions { Threads = 2 });

    public void Dispose() => _lane.Dispose();

    [Theory(Timeout = 120_000)]
    [InlineData(4, false)]
    [InlineData(1, false)]
    [InlineData(4, true)]
    [InlineData(1, true)]
    public async Task Slider_25_moves_in_one_second_at_100_ms_a_read(int planesPerMove, bool prefetches)
    {
        var time = new FakeTimeProvider();
        var delay = new ReadDelay(Read, time);
        var array = new DelayedArray(await OpenAsync("synthetic:index?shape=200,64,64&dtype=uint8&chunks=8,16,16"), delay);
        await using var scheduler = new ChunkScheduler(_lane, timeProvider: time);
        using var prefetcher = new ChunkPrefetcher(scheduler, timeProvider: time);
        var slices = new List<(Task Task, CancellationTokenSource Cancellation)>();
        for (var move = 0; move < 25; move++)
        {
            // The new slice is asked for before the old one is let go, so that chunks of both go on.
            var cancellation = new CancellationTokenSource();
            var demand = Plane(array, move * planesPerMove);
            slices.Add((scheduler.ReadAsync(demand, static (_, _) => { }, cancellation.Token).AsTask(), cancellation));
            await (move > 0 ? slices[^2].Cancellation.CancelAsync() : Task.CompletedTask);
            if (prefetches)
            {
                prefetcher.Follow(demand, axis: 0, move * planesPerMove);
            }

            await SettleAsync(scheduler, delay);
            await AdvanceAsync(move < 24 ? TimeSpan.FromMilliseconds(40) : TimeSpan.Zero, time, scheduler, delay);
        }

        // The prefetcher finds out by itself that the slider has stopped.
        await AdvanceAsync(Read, time, scheduler, delay);
        await slices[^1].Task.WaitAsync(TestContext.Current.CancellationToken);
        await AdvanceAsync(Read, time, scheduler, delay);
        while (scheduler.GetCounters().Reading > 0)
        {
            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
            await Task.Yield();
        }

        var counters = scheduler.GetCounters();
        var shown = counters.BytesDecoded - counters.BytesWasted - counters.BytesUnshown;
        var wasted = 1 - ((double)shown / (delay.Finished * array.Metadata.ChunkByteLength));
        Report($"{planesPerMove} planes a move, prefetch {prefetches}: {delay.Started} reads begun, {delay.Cancelled} stopped, "
            + $"{counters.Decodes} decoded, {wasted:P1} of the bytes wasted, last ready one read after its request.");
        Assert.True(wasted <= 0.10, $"{wasted:P1} of the bytes were wasted.");
        Assert.Equal(delay.Started, delay.Finished + delay.Cancelled);
        Assert.True(planesPerMove == 1 || delay.Cancelled > 0);
        slices.ForEach(static slice => slice.Cancellation.Dispose());
    }

    [Fact(Timeout = 120_000)]
    public async Task Viewers_50_scrubbing_one_volume_read_and_decode_each_chunk_once()
    {
        var array = await OpenAsync("synthetic:index?shape=128,64,64&dtype=uint16&chunks=8,16,16");
        await using var scheduler = new ChunkScheduler(_lane);
        var shown = new ConcurrentDictionary<(int Plane, int Ordinal), byte>();
        await Parallel.ForEachAsync(
            Enumerable.Range(0, 50),
            new ParallelOptions { MaxDegreeOfParallelism = 50, CancellationToken = TestContext.Current.CancellationToken },
            async (viewer, cancellationToken) =>
            {
                var random = new Random(viewer);
                for (var move = 0; move < 60; move++)
                {
                    var plane = Math.Clamp((move * 2) + random.Next(-8, 9), 0, 127);
                    await scheduler.ReadAsync(Plane(array, plane), (ordinal, _) => shown.TryAdd((plane / 8, ordinal), 0), cancellationToken);
                }
            });

        var counters = scheduler.GetCounters();
        Report($"50 viewers, 3,000 slices of 16 chunks, {shown.Count} chunks shown: {(double)counters.Reads / shown.Count:F3} reads and "
            + $"{(double)counters.Decodes / shown.Count:F3} decodes a chunk shown.");
        Assert.True(counters.Reads <= 1.05 * shown.Count, $"{counters.Reads} reads for {shown.Count} chunks.");
        Assert.True(counters.Decodes <= 1.05 * shown.Count, $"{counters.Decodes} decodes for {shown.Count} chunks.");
        Assert.Equal(48_000, counters.Hits + counters.Joins + counters.Reads);
    }

    [Fact(Timeout = 120_000)]
    public async Task Scrub_over_a_terabyte_stays_within_the_budget()
    {
        const long Budget = 4L << 20;
        var array = await OpenAsync("synthetic:index?shape=10000,10000,10000&dtype=uint8&chunks=32,32,32&absent=0.9");
        await using var scheduler = new ChunkScheduler(_lane, new ChunkSchedulerOptions { DecodedBytes = Budget });
        var random = new Random(1);
        var most = 0L;
        for (var move = 0; move < 400; move++)
        {
            var (z, y, x) = (random.Next(312), random.Next(300), random.Next(300));
            var indices = Enumerable.Range(0, 64).SelectMany(i => new[] { z, y + (i / 8), x + (i % 8) });
            await scheduler.ReadAsync(
                new ChunkDemand(array, [.. indices], ChunkPriority.Visible), static (_, _) => { }, TestContext.Current.CancellationToken);
            most = Math.Max(most, scheduler.GetCounters().BytesHeld);
        }

        var counters = scheduler.GetCounters();
        Report($"1 TB virtual array, 400 slices: {counters.Absent} absent and {counters.Decodes} decoded chunks, at most {most:N0} of {Budget:N0} bytes held.");
        Assert.InRange(most, Budget / 2, Budget);
        Assert.True(counters.Evictions > 1_000, $"{counters.Evictions} evictions.");
    }

    private static ChunkDemand Plane(IChunkedArray array, int plane) => new(
        array,
        [.. Enumerable.Range(0, 16).SelectMany(i => new[] { plane / array.Metadata.ChunkShape[0], i / 4, i % 4 })],
        ChunkPriority.Visible);

    private static async Task<IChunkedArray> OpenAsync(string uri)
    {
        var format = new SyntheticFormat();
        return (await new FormatRegistry([format], [format]).OpenAsync(uri, TestContext.Current.CancellationToken)).Levels[0];
    }

    private static async Task AdvanceAsync(TimeSpan duration, FakeTimeProvider time, ChunkScheduler scheduler, ReadDelay delay)
    {
        for (var step = TimeSpan.Zero; step < duration; step += TimeSpan.FromMilliseconds(10))
        {
            time.Advance(TimeSpan.FromMilliseconds(10));
            await SettleAsync(scheduler, delay);
        }
    }

    /// <summary>Waits until every read that was started waits for time to pass, and all that was read is decoded.</summary>
    private static async Task SettleAsync(ChunkScheduler scheduler, ReadDelay delay)
    {
        var calm = 0;
        while (calm < 20)
        {
            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
            var counters = scheduler.GetCounters();
            var isCalm = counters is { Queued: 0, Decoding: 0, Pinned: 0 }
                && counters.Reading == delay.Started - delay.Finished - delay.Cancelled;
            calm = isCalm ? calm + 1 : 0;
            await Task.Yield();
        }
    }

    private static void Report(string line) => TestContext.Current.TestOutputHelper!.WriteLine(line);
}
