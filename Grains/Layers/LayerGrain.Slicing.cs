using Lamella.Contracts.Grains;
using Lamella.Contracts.Slicing;
using Lamella.Engine.Arrays.Chunks;
using Lamella.Engine.Compute;
using Lamella.Grains.Diagnostics;

namespace Lamella.Grains.Layers;

/// <summary>One slice from request to response.</summary>
internal sealed partial class LayerGrain
{
    /// <summary>Works on a request until it has its slice, or why there is none. Never fails.</summary>
    private async Task WorkAsync(LayerSliceRequest request, SliceRun run)
    {
        using var activity = SlicingMeters.Activities.StartActivity("slice");
        var watched = monitor.Begin(this.GetPrimaryKeyString(), request);
        Exception? error = null;
        try
        {
            activity?.SetTag("lamella.layer", this.GetPrimaryKeyString()).SetTag("lamella.revision", request.Revision.ToString());
            var response = await SliceAsync(request, run);
            activity?.SetTag("lamella.bytes", response.ByteLength).SetTag("lamella.chunks", response.Chunks.Chunks).SetTag("lamella.hits", response.Chunks.Hits);
            meters.OnSliced(response);
            watched.Ready(response);
            run.Give(response);
        }
        catch (OperationCanceledException cancelled)
        {
            activity?.SetTag("lamella.outcome", "cancelled");
            LayerLog.Cancelled(logger, this.GetPrimaryKeyString(), request.Revision);
            meters.OnCancelled();
            watched.Cancelled();
            error = cancelled;
        }
        catch (Exception exception)
        {
            activity?.SetStatus(System.Diagnostics.ActivityStatusCode.Error, exception.Message);
            meters.OnFailed();
            watched.Failed(exception.Message);
            error = exception;
        }
        finally
        {
            await run.SupersedeAsync();
            run.End(error);
        }
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
        using var hold = run.IsSuperseding ? ChunkHold.Take(reader, plan.Demand) : null;
        await run.SupersedeAsync();
        await using var previews = BeginPreviews(request, run, plan, watch);
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
        return Keep(request, key, finished, timings).Response;
    }

    private KeptSlice Keep(
        LayerSliceRequest request, SliceKey? key, FinishedSlice finished, SliceTimings timings)
    {
        if (_isDisposed)
        {
            // Nobody would ever clear it from the cache.
            finished.Dispose();
            throw new OperationCanceledException("The layer has gone.");
        }

        var (viewer, layer) = LayerGrainKey.Parse(this.GetPrimaryKeyString());
        var statistics = finished.Statistics;
        var response = finished.Describe(new SliceHeader(
            request.Layer.Id,
            request.Revision,
            new SliceHandle(viewer, layer, _activation, ++_lastNumber, silo.SiloAddress.ToParsableString()),
            finished.Bytes.Length,
            timings,
            new ChunkStatistics(statistics.Chunks, statistics.Hits, statistics.Joins, statistics.BytesRead, statistics.BytesDecoded)));
        if (key is null && response is ImageSliceResponse image)
        {
            response = image with { IsPreview = true };
        }

        var memory = new SliceMemory(finished);
        var kept = new KeptSlice(_slices, key, response, memory);
        cache.Keep(kept);
        if (key is not null)
        {
            Values.Show(key, memory, finished);
        }

        return kept;
    }

    /// <summary>Waits for the hand to rest, where slicing was slow lately and would have to read now.</summary>
    private Task DebounceAsync(LayerSliceRequest request, ILayerSlicing plan, CancellationToken cancellationToken) =>
        options.Value.DebounceMilliseconds == 0 || request.Force || !_isSlow || plan.Demand is not { } demand || reader.IsAtHand(demand)
            ? Task.CompletedTask
            : Task.Delay(TimeSpan.FromMilliseconds(options.Value.DebounceMilliseconds), clock, cancellationToken);

    private SlicePreviews? BeginPreviews(LayerSliceRequest request, SliceRun run, ILayerSlicing plan, StageWatch watch)
    {
        var isWanted = options.Value.Progressive && request is { Force: false, Refines: false };
        var coarser = isWanted ? plan.PreviewBy(reader) : null;
        var deadline = request.Force ? null : request.Deadline;
        if (coarser is null && deadline is null)
        {
            return null;
        }

        var previews = new SlicePreviews(
            plan,
            lane,
            reader,
            clock,
            finished =>
            {
                var kept = Keep(request, null, finished, watch.SoFar());
                run.Give(kept.Response);
                return kept;
            },
            cache.Drop,
            logger,
            run.Token);
        previews.Begin(coarser, deadline);
        return previews;
    }
}
