using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using Lamella.Contracts.Errors;
using Lamella.Contracts.Geometry;
using Lamella.Contracts.Layers;
using Lamella.Contracts.Viewers;
using Lamella.Engine.Arrays.Chunks;
using Lamella.Engine.Arrays.Formats;
using Lamella.Engine.Compute;
using Lamella.Engine.Slicing;
using Lamella.Engine.Slicing.Images;
using Lamella.Engine.Slicing.Points;
using Lamella.Engine.Sources;
using Lamella.Sdk;
using Lamella.Silo.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace Lamella.Cli.Bench;

/// <summary>
/// NAP-4's own benchmarks: one slice of an image in memory, of 3-D points in memory, and of an image on slow storage, each
/// by calling the Engine and through the service of this process; and 25 requests in a second, synchronously and not.
/// </summary>
internal sealed class Nap4Bench(int repeats, TimeSpan longestWarmUp, TimeProvider time) : IAsyncDisposable
{
    private const int Points = 1_000_000;
    private const int Requests = 25;
    private const int SlowestRead = 100;

    /// <summary>Timers count coarse ticks of the kernel's, and may go off this many milliseconds early.</summary>
    private const double EarlyTimer = 5;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);
    private static readonly int[] Delays = [0, 50, SlowestRead];

    private readonly BenchImages _images = new(time);
    private readonly string _points = Path.Combine(Path.GetTempPath(), $"lamella-bench-{Guid.NewGuid():n}.npy");
    private EmbeddedSilo? _silo;
    private LamellaClient _client = null!;
    private ChunkScheduler _scheduler = null!;
    private ComputeLane _lane = null!;

    /// <summary>Runs all.</summary>
    /// <param name="progress">Told what is measured next.</param>
    /// <param name="cancellationToken">Stops.</param>
    public async Task<Nap4Report> RunAsync(Action<string> progress, CancellationToken cancellationToken)
    {
        _silo = await EmbeddedSilo.StartAsync(
            new EmbeddedSiloOptions
            {
                Services = services => services.AddSingleton<IImageOpener>(_images),
                Slicing = static options => (options.SliceCacheBytes, options.Prefetch) = (0, false),
            },
            cancellationToken).ConfigureAwait(false);
        _client = LamellaClient.FromServices(_silo.Services);
        _scheduler = _silo.Services.GetRequiredService<ChunkScheduler>();
        _lane = _silo.Services.GetRequiredService<ComputeLane>();
        var rows = ImmutableArray.CreateBuilder<BenchRow>();
        progress("an image in memory");
        rows.Add(await ImageAsync("image in RAM, plane of 8 MiB", BenchImages.Ram, repeats, null, cancellationToken).ConfigureAwait(false));
        progress("points in memory");
        rows.Add(await PointsAsync(cancellationToken).ConfigureAwait(false));
        foreach (var delay in Delays)
        {
            progress(string.Create(CultureInfo.InvariantCulture, $"an image at {delay} ms a read"));
            rows.Add(await ImageAsync(
                string.Create(CultureInfo.InvariantCulture, $"image not local, {delay} ms a read, 16 chunks"),
                BenchImages.Slow(delay), delay == 0 ? repeats : Math.Clamp(repeats / 10, 5, 20), delay, cancellationToken).ConfigureAwait(false));
        }

        progress("25 requests in a second");
        var synchronous = await SynchronousAsync(cancellationToken).ConfigureAwait(false);
        var asynchronous = await AsynchronousAsync(cancellationToken).ConfigureAwait(false);
        return new Nap4Report(rows.ToImmutable(), [synchronous, asynchronous]);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_silo is not null)
        {
            await _client.DisposeAsync().ConfigureAwait(false);
            await _silo.DisposeAsync().ConfigureAwait(false);
        }

        File.Delete(_points);
    }

    private static void Touch(ReadOnlyMemory<byte> bytes) => _ = bytes.Span[0];

    private async Task<BenchRow> ImageAsync(string what, string uri, int turns, int? delay, CancellationToken cancellationToken)
    {
        var data = ImageLayerData.FromImage(await _images.OpenAsync(uri, cancellationToken).ConfigureAwait(false))[0];
        var (viewer, dims) = await OpenAsync(new ImageLayerSpec { Id = LayerId.New(), Name = what, Source = new LayerSource(uri) }, cancellationToken)
            .ConfigureAwait(false);
        var before = 0L;

        // Slow storage is waited for, whether or not the code around it has been compiled.
        var row = await new SideBySide(turns, delay > 0 ? TimeSpan.Zero : longestWarmUp).RunAsync(
            what,
            plane => SliceDirectlyAsync(data, Plane(dims, plane), cancellationToken),
            plane => SliceThroughAsync(viewer, Plane(dims, plane), cancellationToken),
            () => before = delay is { } wait ? _images.DelayOf(wait).Finished : 0,
            cancellationToken).ConfigureAwait(false);
        await viewer.CloseAsync(cancellationToken).ConfigureAwait(false);
        if (delay is { } paid)
        {
            EnsurePaid(row, paid, _images.DelayOf(paid).Finished - before);
        }

        return row;
    }

    /// <summary>A comparison in which the delay was not paid compares nothing.</summary>
    private static void EnsurePaid(BenchRow row, int delay, long reads)
    {
        var (fastest, wanted) = (Math.Min(row.Engine[0], row.Service[0]), (row.Engine.Count + row.Service.Count) * 16L);
        if (fastest < delay - EarlyTimer || reads < wanted)
        {
            throw new LamellaException(
                LamellaErrorCode.Internal, $"The delay of {delay} ms was not paid: {reads} of {wanted} reads, the fastest slice took {fastest:0.0} ms.");
        }
    }

    private async Task<BenchRow> PointsAsync(CancellationToken cancellationToken)
    {
        await BenchPoints.WriteAsync(_points, Points, cancellationToken).ConfigureAwait(false);
        var opened = await _silo!.Services.GetRequiredService<LayerDataOpener>().OpenPointsAsync(_points, null, cancellationToken).ConfigureAwait(false);
        using var data = opened.Data;
        var spec = new PointsLayerSpec { Id = LayerId.New(), Name = "points", Source = new LayerSource(_points) };
        var display = new PointsDisplay(spec, data);
        var (viewer, dims) = await OpenAsync(spec, cancellationToken).ConfigureAwait(false);
        var state = new PointsSliceState
        {
            DataToWorld = AffineTransform.Identity(3),
            ProjectionMode = spec.ProjectionMode,
            OutOfSliceDisplay = spec.OutOfSliceDisplay,
            Size = spec.Size,
        };
        var row = await new SideBySide(repeats, longestWarmUp).RunAsync(
            $"3-D points in RAM, {Points / 1_000_000} M",
            plane => _lane.RunAsync(() =>
            {
                var request = PointsSlicing.MakeSliceRequest(data, state, Plane(dims, plane));
                Touch(display.Encode(PointsSlicing.Slice(request, cancellationToken), SliceLimits.Default).Bytes);
                return true;
            }),
            plane => SliceThroughAsync(viewer, Plane(dims, plane), cancellationToken),
            static () => { },
            cancellationToken).ConfigureAwait(false);
        await viewer.CloseAsync(cancellationToken).ConfigureAwait(false);
        return row;
    }

    private async Task<ScrubRow> SynchronousAsync(CancellationToken cancellationToken)
    {
        var uri = BenchImages.Slow(SlowestRead);
        var data = ImageLayerData.FromImage(await _images.OpenAsync(uri, cancellationToken).ConfigureAwait(false))[0];
        var dims = Dims.Create(3, range: [new DimRange(0, BenchImages.Planes - 1, 1), new DimRange(0, 2047, 1), new DimRange(0, 2047, 1)]);
        var (interval, stale) = (TimeSpan.FromSeconds(1.0 / Requests), 0L);
        _scheduler.ClearCache();
        var before = _images.DelayOf(SlowestRead).Finished;
        var start = Stopwatch.GetTimestamp();
        for (var request = 0; request < Requests; request++)
        {
            var early = (interval * request) - Stopwatch.GetElapsedTime(start);
            await Task.Delay(early > TimeSpan.Zero ? early : TimeSpan.Zero, time, cancellationToken).ConfigureAwait(false);
            await SliceDirectlyAsync(data, Plane(dims, request), cancellationToken, clear: false).ConfigureAwait(false);
            stale += request < Requests - 1 && Stopwatch.GetElapsedTime(start) > interval * (request + 1) ? 1 : 0;
        }

        var (last, reads) = (Stopwatch.GetElapsedTime(start), _images.DelayOf(SlowestRead).Finished - before);
        return new ScrubRow("synchronous", last, Requests, stale, reads * BenchImages.ChunkBytes, stale * BenchImages.PlaneBytes);
    }

    private async Task<ScrubRow> AsynchronousAsync(CancellationToken cancellationToken)
    {
        var spec = new ImageLayerSpec { Id = LayerId.New(), Name = "scrub", Source = new LayerSource(BenchImages.Slow(SlowestRead)) };
        var (viewer, dims) = await OpenAsync(spec, cancellationToken).ConfigureAwait(false);
        _scheduler.ClearCache();
        var before = _images.DelayOf(SlowestRead).Finished;
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var watching = CountShownAsync(viewer, (await viewer.GetSnapshotAsync(cancellationToken).ConfigureAwait(false)).Revision, stop.Token);
        var start = Stopwatch.GetTimestamp();
        for (var request = 0; request < Requests; request++)
        {
            var early = (TimeSpan.FromSeconds(1.0 / Requests) * request) - Stopwatch.GetElapsedTime(start);
            await Task.Delay(early > TimeSpan.Zero ? early : TimeSpan.Zero, time, cancellationToken).ConfigureAwait(false);
            await viewer.SetDimsAsync(Plane(dims, request), cancellationToken).ConfigureAwait(false);
        }

        await viewer.WaitUntilIdleAsync(Patience, cancellationToken).ConfigureAwait(false);
        var (last, reads) = (Stopwatch.GetElapsedTime(start), _images.DelayOf(SlowestRead).Finished - before);
        await stop.CancelAsync().ConfigureAwait(false);
        var shown = await watching.ConfigureAwait(false);
        await viewer.CloseAsync(cancellationToken).ConfigureAwait(false);
        return new ScrubRow(
            "asynchronous", last, shown, 0, reads * BenchImages.ChunkBytes, (reads * BenchImages.ChunkBytes) - (shown * BenchImages.PlaneBytes));
    }

    /// <summary>Counts the slices that a canvas is told of after the first.</summary>
    private static async Task<long> CountShownAsync(Viewer viewer, Contracts.Slicing.Revision after, CancellationToken stop)
    {
        var shown = 0L;
        try
        {
            await foreach (var happened in viewer.SubscribeAsync(cancellationToken: stop).ConfigureAwait(false))
            {
                shown += happened is SliceReady ready && ready.Revision > after ? 1 : 0;
            }
        }
        catch (OperationCanceledException)
        {
            return shown;
        }

        return shown;
    }

    private async Task SliceDirectlyAsync(ImageLayerData data, Dims dims, CancellationToken cancellationToken, bool clear = true)
    {
        if (clear)
        {
            _scheduler.ClearCache();
        }

        var request = ImageSlicing.MakeSliceRequest(data, new ImageSliceState { DataToWorld = data.DataToPhysical }, dims);
        using var slice = await (await _lane.RunAsync(() => ImageSlicing.SliceAsync(request, _scheduler, cancellationToken).AsTask()).ConfigureAwait(false))
            .ConfigureAwait(false);
        Touch(slice.Image.Bytes);
    }

    private async Task SliceThroughAsync(Viewer viewer, Dims dims, CancellationToken cancellationToken)
    {
        _scheduler.ClearCache();
        var snapshot = await viewer.SliceAsync(dims, Patience, cancellationToken).ConfigureAwait(false);
        using var pixels = await viewer.ReadPixelsAsync(((SliceReady)snapshot.LastEnd!).Responses[0], cancellationToken).ConfigureAwait(false);
        Touch(pixels.Bytes);
    }

    private async Task<(Viewer Viewer, Dims Dims)> OpenAsync(LayerSpec spec, CancellationToken cancellationToken)
    {
        var viewer = _client.OpenViewer();
        await viewer.AddLayerAsync(spec, cancellationToken).ConfigureAwait(false);
        return (viewer, (await viewer.WaitUntilIdleAsync(Patience, cancellationToken).ConfigureAwait(false)).Dims);
    }

    private static Dims Plane(Dims dims, int plane) => dims.WithPoint(0, plane % BenchImages.Planes);
}
