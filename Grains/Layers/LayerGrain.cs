using System.Buffers.Binary;
using Lamella.Contracts.Errors;
using Lamella.Contracts.Grains;
using Lamella.Contracts.Layers;
using Lamella.Contracts.Monitoring;
using Lamella.Contracts.Slicing;
using Lamella.Engine.Arrays.Chunks;
using Lamella.Engine.Compute;
using Lamella.Grains.Diagnostics;
using Lamella.Grains.Monitoring;
using Lamella.Grains.Viewers;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Concurrency;

namespace Lamella.Grains.Layers;

/// <summary>
/// One layer of one viewer. It computes nothing itself: opening runs on the thread pool, slicing on the compute lane; the
/// grain orders them, one slice at a time, and keeps what they give.
/// </summary>
[Reentrant]
internal sealed partial class LayerGrain(
    LayerModelOpener opener,
    SliceCache cache,
    IChunkReader reader,
    ComputeLane lane,
    SlicingMeters meters,
    LatencyLog latencies,
    SiloMonitor monitor,
    ILocalSiloDetails silo,
    IOptions<SlicingOptions> options,
    TimeProvider clock,
    ILogger<LayerGrain> logger) : Grain, ILayerGrain, IDisposable
{
    private readonly long _activation = BinaryPrimitives.ReadInt64LittleEndian(Guid.NewGuid().ToByteArray());
    private readonly LayerSlices _slices = new();
    private readonly OpenedSource _source = new(opener);
    private readonly LayerPrefetch? _prefetch = options.Value.Prefetch ? new LayerPrefetch(reader, clock) : null;
    private LayerValues? _values;
    private SliceRun? _run;
    private Revision _newest;
    private long _lastNumber;
    private bool _isSlow;
    private bool _isDisposed;

    private LayerValues Values => _values ??= new LayerValues(_source, reader, lane);

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        Dispose();
        return Task.CompletedTask;
    }

    /// <summary>Stops what runs, and gives back all memory that nobody reads.</summary>
    public void Dispose()
    {
        _isDisposed = true;
        _run?.Cancel();
        _prefetch?.Dispose();
        _source.Dispose();
        _values?.Clear();
        cache.Clear(_slices);
    }

    public async Task<LayerInfo> Open(LayerSpec spec, CancellationToken cancellationToken)
    {
        LayerSpecParts.EnsureWhole(spec);
        var model = await _source.GetAsync(spec, cancellationToken);
        return model.Describe(spec);
    }

    public Task<LayerSliceResponse> Slice(LayerSliceRequest request, CancellationToken cancellationToken)
    {
        if (request.Revision < _newest)
        {
            throw new OperationCanceledException($"Revision {request.Revision} came after {_newest}.");
        }

        if (!request.Refines || _run?.Revision != request.Revision || !_run.IsAlive)
        {
            _newest = request.Revision;
            _run = new SliceRun(request.Revision, _run);
            _ = WorkAsync(request, _run);
        }

        return _run.NextAsync(cancellationToken);
    }

    public Task<PixelPart> ReadPixels(SliceHandle slice, long offset, int length)
    {
        var kept = slice.Activation == _activation ? cache.Find(_slices, slice.Number) : null;
        if (kept is not null && (offset < 0 || length < 0 || offset > kept.Memory.Length - length))
        {
            throw new LamellaException(
                LamellaErrorCode.InvalidArgument,
                $"{length} bytes from {offset} on lie outside a slice of {kept.Memory.Length}.",
                expected: $"0…{kept.Memory.Length}",
                got: $"{length} from {offset}");
        }

        var part = kept?.Memory.TryRead(offset, length) ?? throw new LamellaException(
            LamellaErrorCode.SliceGone,
            $"Slice {slice.Number} of layer '{slice.Layer}' has given way to newer ones; pull the newest instead.",
            got: $"{slice.Number}");
        meters.OnPixelsRead(length);
        if (latencies.IsOn && kept.Pull(offset, length, clock) is { } pulled)
        {
            latencies.Write(new LatencyRecord
            {
                Time = clock.GetUtcNow(),
                Viewer = slice.Viewer.Value,
                Layer = slice.Layer.Value,
                Revision = kept.Response.Revision.ToString(),
                Pixels = true,
                Delivered = pulled.TotalMilliseconds,
                Bytes = kept.Memory.Length,
            });
        }

        return Task.FromResult(part);
    }

    public Task<LayerValue> GetValue(LayerValueRequest request, CancellationToken cancellationToken) =>
        Values.GetAsync(request, cancellationToken);

    public Task<LayerThumbnail?> GetThumbnail(LayerSliceRequest request, CancellationToken cancellationToken) =>
        Values.GetThumbnailAsync(request, cancellationToken);

    public Task<bool> IsWorking(Revision revision) => Task.FromResult(_run?.Revision == revision && _run.IsAlive);

    public Task Close()
    {
        _run?.Cancel();
        DeactivateOnIdle();
        return Task.CompletedTask;
    }
}
