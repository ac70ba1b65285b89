using System.Diagnostics;
using Lamella.Contracts.Viewers;
using Lamella.Engine.Arrays.Chunks;
using Lamella.Engine.Arrays.Formats;
using Lamella.Grains.Tests.Support;
using Lamella.Sdk;
using Lamella.Silo.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Lamella.Grains.Tests.Viewers;

/// <summary>A hand on the slider: what is read, what is not, and what it costs others.</summary>
public sealed class ScrubTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly TestImages _images = new();
    private EmbeddedSilo _silo = null!;
    private LamellaClient _client = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _silo = await EmbeddedSilo.StartAsync(new EmbeddedSiloOptions
        {
            Services = services => services.AddSingleton<IImageOpener>(_images),
            Slicing = options => options.Prefetch = false,
        });
        _client = LamellaClient.FromServices(_silo.Services);
    }

    public async ValueTask DisposeAsync()
    {
        await _client.DisposeAsync();
        await _silo.DisposeAsync();
    }

    [Fact]
    public async Task SetDims_25TimesWhileReadsAreHeld_lastIsReadyAndTheOthersStoppedReading_B23()
    {
        var array = new HeldArray(64, 8, 8);
        var (viewer, dims) = await OpenAsync(array);
        array.Hold();

        for (var plane = 1; plane <= 25; plane++)
        {
            await viewer.SetDimsAsync(dims.WithPoint(0, plane), Token);
            var begun = 1 + plane;
            await Eventually.HoldsAsync(() => array.Started == begun, Token);
        }

        await Eventually.HoldsAsync(() => array.Cancelled == 24, Token);
        array.LetGo();
        var snapshot = await viewer.WaitUntilIdleAsync(Patience, Token);

        var ready = Assert.IsType<SliceReady>(snapshot.LastEnd);
        using var pixels = await viewer.ReadPixelsAsync(ready.Responses[0], Token);
        Assert.Equal(array.Plane(25), pixels.Bytes.ToArray());
        Assert.Equal((26, 24, 2, 2), (array.Started, array.Cancelled, array.Finished, array.Decoded));
    }

    [Fact]
    public async Task SetDims_manyTimesWithinOneChunk_readsItOnce()
    {
        var array = new HeldArray(32, 8, 8, depth: 16);
        var (viewer, dims) = await OpenAsync(array);
        array.Hold();

        for (var plane = 16; plane < 32; plane++)
        {
            await viewer.SetDimsAsync(dims.WithPoint(0, plane), Token);
            await Eventually.HoldsAsync(() => array.Started == 2, Token);
        }

        array.LetGo();
        var snapshot = await viewer.WaitUntilIdleAsync(Patience, Token);

        var ready = Assert.IsType<SliceReady>(snapshot.LastEnd);
        using var pixels = await viewer.ReadPixelsAsync(ready.Responses[0], Token);
        Assert.Equal(array.Plane(31), pixels.Bytes.ToArray());
        Assert.Equal((2, 0, 2), (array.Started, array.Cancelled, array.Decoded));
    }

    [Fact]
    public async Task SetDims_ofTwoViewersToOnePlane_readsAndDecodesEachChunkOnce()
    {
        var array = new HeldArray(8, 8, 8);
        var (first, dims) = await OpenAsync(array, out var uri);
        var second = _client.OpenViewer();
        await second.AddImageAsync(uri, cancellationToken: Token);
        await second.WaitUntilIdleAsync(Patience, Token);
        array.Hold();
        var scheduler = _silo.Services.GetRequiredService<ChunkScheduler>();
        var before = scheduler.GetCounters().Joins;

        await Task.WhenAll(
            first.SetDimsAsync(dims.WithPoint(0, 6), Token), second.SetDimsAsync(dims.WithPoint(0, 6), Token));
        await Eventually.HoldsAsync(() => scheduler.GetCounters().Joins > before, Token);
        array.LetGo();
        var both = await Task.WhenAll(first.WaitUntilIdleAsync(Patience, Token), second.WaitUntilIdleAsync(Patience, Token));

        Assert.All(both, snapshot => Assert.IsType<SliceReady>(snapshot.LastEnd));
        Assert.Equal((2, 2), (array.Started, array.Decoded));
    }

    [Fact]
    public async Task SetDims_ofOneViewer_isNotDelayedByTheSlowLayerOfAnother()
    {
        var slow = new HeldArray(8, 8, 8);
        var (held, dims) = await OpenAsync(slow);
        var (free, _) = await OpenAsync(new HeldArray(8, 8, 8));
        slow.Hold();
        await held.SetDimsAsync(dims.WithPoint(0, 1), Token);

        var revision = await free.SetDimsAsync(dims.WithPoint(0, 1), Token);
        var snapshot = await free.WaitForAsync(revision, Patience, Token);

        Assert.Equal(RevisionOutcome.Ready, snapshot.Outcome);
        Assert.Equal(RevisionOutcome.Pending, (await held.GetSnapshotAsync(Token)).Outcome);
    }

    [Fact]
    public async Task SetDims_25TimesInASecondAt100MillisecondsARead_figures()
    {
        const int Moves = 25;
        var viewer = _client.OpenViewer();
        await viewer.AddImageAsync("synthetic:index?shape=64,256,256&chunks=1,256,256&delay=100ms", cancellationToken: Token);
        var dims = (await viewer.WaitUntilIdleAsync(Patience, Token)).Dims;
        var before = _silo.Services.GetRequiredService<ChunkScheduler>().GetCounters();
        var accepted = new List<double>();
        using var rate = new PeriodicTimer(TimeSpan.FromSeconds(1.0 / Moves));

        var watch = Stopwatch.StartNew();
        for (var plane = 1; plane <= Moves; plane++)
        {
            var called = watch.Elapsed;
            await viewer.SetDimsAsync(dims.WithPoint(0, plane), Token);
            accepted.Add((watch.Elapsed - called).TotalMilliseconds);
            await (plane < Moves ? rate.WaitForNextTickAsync(Token).AsTask() : Task.CompletedTask);
        }

        var snapshot = await viewer.WaitUntilIdleAsync(Patience, Token);
        var last = watch.Elapsed;

        var after = _silo.Services.GetRequiredService<ChunkScheduler>().GetCounters();
        accepted.Sort();
        TestContext.Current.TestOutputHelper!.WriteLine(
            $"25 moves in 1 s at 100 ms a read: last ready after {last.TotalMilliseconds:0} ms (limit 1100 ms); "
            + $"{after.Decodes - before.Decodes} planes decoded, {after.Cancels - before.Cancels} reads cancelled, "
            + $"{after.BytesWasted - before.BytesWasted} bytes wasted; SetDims p50 {accepted[Moves / 2]:0.00} ms, worst {accepted[^1]:0.00} ms.");
        var ready = Assert.IsType<SliceReady>(snapshot.LastEnd);
        Assert.Equal(snapshot.Revision, ready.Responses[0].Revision);
    }

    private Task<(Viewer Viewer, Contracts.Geometry.Dims Dims)> OpenAsync(HeldArray array) => OpenAsync(array, out _);

    private Task<(Viewer Viewer, Contracts.Geometry.Dims Dims)> OpenAsync(HeldArray array, out string uri)
    {
        var opened = uri = _images.Add(array);
        return OpenAsync();

        async Task<(Viewer, Contracts.Geometry.Dims)> OpenAsync()
        {
            var viewer = _client.OpenViewer();
            await viewer.AddImageAsync(opened, cancellationToken: Token);
            return (viewer, (await viewer.WaitUntilIdleAsync(Patience, Token)).Dims);
        }
    }
}
