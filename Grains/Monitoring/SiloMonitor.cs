using System.Collections.Concurrent;
using Lamella.Contracts.Grains;
using Lamella.Contracts.Layers;
using Lamella.Contracts.Monitoring;
using Lamella.Contracts.Slicing;
using Lamella.Contracts.Viewers;
using Lamella.Engine.Arrays.Chunks;

namespace Lamella.Grains.Monitoring;

/// <summary>
/// What this silo knows of itself: counters that grains raise as they work, a few atomic additions a slice, put together
/// only when somebody asks. Safe for concurrent use.
/// </summary>
internal sealed class SiloMonitor(ChunkScheduler scheduler, ILocalSiloDetails silo, TimeProvider clock)
{
    /// <summary>More layers than these are not told apart; those that were sliced longest ago are forgotten.</summary>
    private const int MaxLayers = 512;

    private readonly ConcurrentDictionary<(ViewerId Viewer, LayerId Layer), LayerRecord> _layers = new();
    private readonly SliceRecorder _slices = new();
    private readonly SlowestSlices _slowest = new(clock);
    private readonly long _start = clock.GetTimestamp();

    /// <summary>A layer begins to slice.</summary>
    /// <returns>What to tell how it ended.</returns>
    public SliceWatch Begin(string layerKey, LayerSliceRequest request)
    {
        var (viewer, layer) = LayerGrainKey.Parse(layerKey);
        var isKnown = _layers.TryGetValue((viewer, layer), out var known);
        var record = known ?? _layers.GetOrAdd((viewer, layer), static key => new LayerRecord(key.Viewer, key.Layer));
        record.Started(request.Layer.Name, clock.GetTimestamp());
        if (!isKnown)
        {
            Forget();
        }

        return new SliceWatch(this, record, request, viewer, scheduler.GetCounters().Queued);
    }

    public SiloReport ToReport()
    {
        var counters = scheduler.GetCounters();
        return new SiloReport
        {
            Silo = silo.SiloAddress.ToParsableString(),
            Uptime = clock.GetElapsedTime(_start),
            ProcessorTime = Environment.CpuUsage.TotalTime,
            Cores = Environment.ProcessorCount,
            WorkingSet = Environment.WorkingSet,
            Slices = _slices.ToCounters(),
            Store = new StoreCounters
            {
                Reads = counters.Reads,
                BytesRead = counters.BytesRead,
                Hits = counters.Hits,
                Joins = counters.Joins,
                Decodes = counters.Decodes,
                Failures = counters.Failures,
                BytesWasted = counters.BytesWasted,
                BytesHeld = counters.BytesHeld,
                Queued = counters.Queued,
                Reading = counters.Reading,
            },
            Layers = [.. _layers.Values.Select(layer => layer.ToReport(clock))],
            Slowest = _slowest.ToReport(),
        };
    }

    private void Forget()
    {
        while (_layers.Count > MaxLayers)
        {
            _layers.TryRemove(_layers.MinBy(static pair => pair.Value.TouchedAt).Key, out _);
        }
    }

    /// <summary>One slice under way; told once how it ended.</summary>
    internal readonly struct SliceWatch(SiloMonitor monitor, LayerRecord record, LayerSliceRequest request, ViewerId viewer, int queued)
    {
        public void Ready(LayerSliceResponse response)
        {
            monitor._slices.Ready(response.Chunks, response.Timings.Total);
            record.Slices.Ready(response.Chunks, response.Timings.Total);
            record.Ended(null);
            monitor._slowest.Offer(new SlowSlice(
                viewer,
                request.Layer.Id,
                request.Layer.Name,
                request.Layer.Source.Uri,
                request.Revision,
                TimeSpan.Zero,
                response.Timings,
                response.Chunks,
                (response as ImageSliceResponse)?.Level,
                queued));
        }

        public void Cancelled()
        {
            monitor._slices.Cancelled();
            record.Slices.Cancelled();
            record.Ended(null);
        }

        public void Failed(string reason)
        {
            monitor._slices.Failed();
            record.Slices.Failed();
            record.Ended(reason);
        }
    }
}
