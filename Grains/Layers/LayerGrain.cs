using System.Buffers.Binary;
using Lamella.Contracts.Errors;
using Lamella.Contracts.Grains;
using Lamella.Contracts.Layers;
using Lamella.Contracts.Slicing;
using Lamella.Engine.Arrays.Chunks;
using Lamella.Engine.Compute;
using Lamella.Grains.Diagnostics;
using Lamella.Grains.Monitoring;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Concurrency;

namespace Lamella.Grains.Layers;

/// <summary>
/// One layer of one viewer. It computes nothing itself: opening runs on the thread pool, slicing on the compute lane; the
/// grain orders them, one slice at a time, and keeps what they give.
/// </summary>
[Reentrant]
internal sealed class LayerGrain(
    LayerModelOpener opener,
    SliceCache cache,
    IChunkReader reader,
    ComputeLane lane,
    SlicingMeters meters,
    SiloMonitor monitor,
    ILocalSiloDetails silo,
    IOptions<SlicingOptions> options,
    TimeProvider clock,
    ILogger<LayerGrain> logger) : Grain, ILayerGrain, IDisposable
{
    private readonly long _activation = BinaryPrimitives.ReadInt64LittleEndian(Guid.NewGuid().ToByteArray());
    private readonly LayerSlices _slices = new();
    private readonly OpenedSource _source = new(opener);
    private LayerValues? _values;
    private readonly LayerPrefetch? _prefetch = options.Value.Prefetch ? new LayerPrefetch(reader, clock) : null;
    private SliceRun? _running;
    private Revision _newest;
    private long _lastNumber;
    private bool _isSlow;

    private LayerValues Values => _values ??= new LayerValues(_source, reader, lane);

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        Dispose();
        return Task.CompletedTask;
    }

    /// <summary>Stops what runs, and gives back all memory that nobody reads.</summary>
    public void Dispose()
    {
        _running?.Cancel();
        _prefetch?.Dispose();
        _source.Dispose();
        _values?.Clear();
        cache.Clear(_slices);
    }

    public async Task<LayerInfo> Open(LayerSpec spec, CancellationToken cancellationToken)
    {
        var model = await _source.GetAsync(spec, cancellationToken);
        return model.Describe(spec);
    }

    public async Task<LayerSliceResponse> Slice(LayerSliceRequest request, CancellationToken cancellationToken)
    {
        if (request.Revision < _newest)
        {
            throw new OperationCanceledException($"Revision {request.Revision} came after {_newest}.");
        }

        _newest = request.Revision;
        using var run = new SliceRun(request.Revision, _running, cancellationToken);
        using var activity = SlicingMeters.Activities.StartActivity("slice");
        _running = run;
        var watched = monitor.Begin(this.GetPrimaryKeyString(), request);
        try
        {
            var response = await SliceAsync(request, run);
            meters.OnSliced(response);
            watched.Ready(response);
            return response;
        }
        catch (OperationCanceledException)
        {
            LayerLog.Cancelled(logger, this.GetPrimaryKeyString(), request.Revision);
            meters.OnCancelled();
            watched.Cancelled();
            throw;
        }
        catch (Exception exception)
        {
            meters.OnFailed();
            watched.Failed(exception.Message);
            throw;
        }
        finally
        {
            await run.SupersedeAsync();
            _running = _running == run ? null : _running;
        }
    }

    public Task<PixelPart> ReadPixels(SliceHandle slice, long offset, int length)
    {
        var kept = slice.Activation == _activation ? cache.Find(_slices, slice.Number) : null;
        if (kept is not null && (offset < 0 || length < 0 || offset + length > kept.Memory.Length))
        {
            throw new LamellaException(
                LamellaErrorCode.InvalidArgument,
                $"Bytes {offset} to {offset + length} lie outside a slice of {kept.Memory.Length}.",
                expected: $"0…{kept.Memory.Length}",
                got: $"{offset}…{offset + length}");
        }

        var part = kept?.Memory.TryRead(offset, length) ?? throw new LamellaException(
            LamellaErrorCode.SliceGone,
            $"Slice {slice.Number} of layer '{slice.Layer}' has given way to newer ones; pull the newest instead.",
            got: $"{slice.Number}");
        meters.OnPixelsRead(length);
        return Task.FromResult(part);
    }

    public Task<LayerValue> GetValue(LayerValueRequest request, CancellationToken cancellationToken) =>
        Values.GetAsync(request, cancellationToken);

    public Task<bool> IsWorking(Revision revision) => Task.FromResult(_running?.Revision == revision);

    public Task Close()
    {
        _running?.Cancel();
        DeactivateOnIdle();
        return Task.CompletedTask;
    }

    private async Task<LayerSliceResponse> SliceAsync(LayerSliceRequest request, SliceRun run)
    {
        var watch = new StageWatch(clock);
        var key = new SliceKey(request);
        if (request.Force)
        {
            cache.Clear(_slices);
        }
        else if (cache.FindAlike(_slices, key) is { } kept)
        {
            var chunks = kept.Response.Chunks;
            return kept.Response with
            {
                Revision = request.Revision,
                Timings = default,
                Chunks = new ChunkStatistics(chunks.Chunks, chunks.Chunks, 0, 0, 0),
            };
        }

        if (!_source.IsOpen(request.Layer))
        {
            await run.SupersedeAsync();
        }

        var model = await _source.GetAsync(request.Layer, run.Token);
        watch.Queued();
        var plan = model.Plan(request);
        watch.Planned();

        // What both want stays wanted while the older lets go.
        using var hold = ChunkHold.Take(reader, plan.Demand);
        await run.SupersedeAsync();
        await DebounceAsync(request, plan, run.Token);
        watch.Debounced();

        // What is at hand is delivered on the thread that begins, which therefore is one of the lane's.
        var slicing = await lane.RunAsync(
            () => plan.SliceAsync(reader, run.Token).AsTask(), ComputePriority.Interactive, run.Token);
        hold?.Dispose();
        _prefetch?.Follow(plan);
        var finished = await slicing;
        var timings = watch.Finished(finished.Statistics);
        _isSlow = watch.Sliced > TimeSpan.FromMilliseconds(options.Value.FrameMilliseconds);
        return Keep(request, key, finished, timings);
    }

    private LayerSliceResponse Keep(LayerSliceRequest request, SliceKey key, FinishedSlice finished, SliceTimings timings)
    {
        var (viewer, layer) = LayerGrainKey.Parse(this.GetPrimaryKeyString());
        var statistics = finished.Statistics;
        var response = finished.Describe(new SliceHeader(
            request.Layer.Id,
            request.Revision,
            new SliceHandle(viewer, layer, _activation, ++_lastNumber, silo.SiloAddress.ToParsableString()),
            finished.Bytes.Length,
            timings,
            new ChunkStatistics(statistics.Chunks, statistics.Hits, statistics.Joins, statistics.BytesRead, statistics.BytesDecoded)));
        var memory = new SliceMemory(finished);
        cache.Keep(new KeptSlice(_slices, key, response, memory));
        Values.Show(key, memory, finished);
        return response;
    }

    /// <summary>Waits for the hand to rest, where slicing was slow lately and would have to read now.</summary>
    private Task DebounceAsync(LayerSliceRequest request, ILayerSlicing plan, CancellationToken cancellationToken) =>
        options.Value.DebounceMilliseconds == 0 || request.Force || !_isSlow || plan.Demand is not { } demand || reader.IsAtHand(demand)
            ? Task.CompletedTask
            : Task.Delay(TimeSpan.FromMilliseconds(options.Value.DebounceMilliseconds), clock, cancellationToken);
}
