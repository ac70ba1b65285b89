using Lamella.Contracts.Layers;
using Lamella.Contracts.Monitoring;
using Lamella.Contracts.Viewers;

namespace Lamella.Grains.Monitoring;

/// <summary>What is known of one layer on this silo. Safe for concurrent use.</summary>
internal sealed class LayerRecord(ViewerId viewer, LayerId layer)
{
    private string _name = layer.Value;
    private string? _lastFailure;
    private long _startedAt, _touchedAt;
    private int _running;

    public SliceRecorder Slices { get; } = new();

    /// <summary>When it was last sliced, on the clock's own scale.</summary>
    public long TouchedAt => Volatile.Read(ref _touchedAt);

    public void Started(string name, long timestamp)
    {
        _name = name;
        Interlocked.Increment(ref _running);
        Volatile.Write(ref _startedAt, timestamp);
        Volatile.Write(ref _touchedAt, timestamp);
    }

    public void Ended(string? failure)
    {
        Interlocked.Decrement(ref _running);
        _lastFailure = failure ?? _lastFailure;
    }

    public LayerReport ToReport(TimeProvider clock)
    {
        return new LayerReport
        {
            Viewer = viewer,
            Layer = layer,
            Name = _name,
            Slices = Slices.ToCounters(),
            LoadingFor = Volatile.Read(ref _running) == 0 ? null : clock.GetElapsedTime(Volatile.Read(ref _startedAt)),
            LastFailure = _lastFailure,
        };
    }
}
