using System.Diagnostics;
using System.Diagnostics.Metrics;
using Lamella.Contracts.Slicing;

namespace Lamella.Grains.Diagnostics;

/// <summary>The instruments of slicing, on the meter <c>Lamella.Slicing</c>. Safe for concurrent use.</summary>
internal sealed class SlicingMeters
{
    /// <summary>The name of the meter and the activity source.</summary>
    public const string Name = "Lamella.Slicing";

    private static readonly KeyValuePair<string, object?> Ready = new("outcome", "ready");
    private static readonly KeyValuePair<string, object?> CancelledTag = new("outcome", "cancelled");
    private static readonly KeyValuePair<string, object?> FailedTag = new("outcome", "failed");

    private readonly Counter<long> _slices;
    private readonly Histogram<double> _duration;
    private readonly Histogram<double> _stages;
    private readonly Counter<long> _pixelBytes;

    /// <summary>Creates the instruments.</summary>
    public SlicingMeters(IMeterFactory factory)
    {
        var meter = factory.Create(Name);
        _slices = meter.CreateCounter<long>("lamella.slices", "{slice}", "Slices by outcome: ready, cancelled, failed.");
        _duration = meter.CreateHistogram<double>("lamella.slice.duration", "ms", "From a layer's request to its response.");
        _stages = meter.CreateHistogram<double>(
            "lamella.slice.stage", "ms", "Each stage of an announced slice: debounced, queued, planned, read, decoded, assembled, announced.");
        _pixelBytes = meter.CreateCounter<long>("lamella.pixels", "By", "Bytes of slices handed out.");
    }

    /// <summary>One activity for each slice.</summary>
    public static ActivitySource Activities { get; } = new(Name);

    public void OnSliced(LayerSliceResponse response)
    {
        _slices.Add(1, Ready);
        _duration.Record(response.Timings.Total.TotalMilliseconds);
    }

    public void OnAnnounced(in SliceTimings timings)
    {
        if (!_stages.Enabled)
        {
            return;
        }

        Record("debounced", timings.Debounced);
        Record("queued", timings.Queued);
        Record("planned", timings.Planned);
        Record("read", timings.Read);
        Record("decoded", timings.Decoded);
        Record("assembled", timings.Assembled);
        Record("announced", timings.Announced);
    }

    public void OnCancelled() => _slices.Add(1, CancelledTag);

    public void OnFailed() => _slices.Add(1, FailedTag);

    private void Record(string stage, TimeSpan time) =>
        _stages.Record(time.TotalMilliseconds, new KeyValuePair<string, object?>("stage", stage));

    public void OnPixelsRead(int bytes) => _pixelBytes.Add(bytes);
}
