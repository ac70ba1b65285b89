using Lamella.Contracts.Slicing;
using Lamella.Engine.Arrays.Chunks;

namespace Lamella.Grains.Layers;

/// <summary>Takes the time of a slice's stages, one after another.</summary>
internal sealed class StageWatch(TimeProvider clock)
{
    private readonly long _start = clock.GetTimestamp();
    private long _last = clock.GetTimestamp();
    private SliceTimings _timings;

    /// <summary>How long making the slice took, waiting and planning left out.</summary>
    public TimeSpan Sliced { get; private set; }

    /// <summary>The request's turn has come.</summary>
    public void Queued() => _timings = _timings with { Queued = Lap() };

    /// <summary>It is known what the slice is made of.</summary>
    public void Planned() => _timings = _timings with { Planned = Lap() };

    /// <summary>The hand rests.</summary>
    public void Debounced() => _timings = _timings with { Debounced = Lap() };

    /// <summary>The slice is made.</summary>
    public SliceTimings Finished(ChunkReadStatistics statistics)
    {
        Sliced = Lap();
        var read = statistics.ReadTime < Sliced ? statistics.ReadTime : Sliced;
        _timings = _timings with { Read = read, Decoded = statistics.DecodeTime, Assembled = Sliced - read };
        return _timings with { Total = _timings.Queued + _timings.Planned + _timings.Debounced + Sliced };
    }

    /// <summary>The stages until now; what is under way counts in the total only.</summary>
    public SliceTimings SoFar() => _timings with { Total = clock.GetElapsedTime(_start) };

    private TimeSpan Lap()
    {
        var now = clock.GetTimestamp();
        var lap = clock.GetElapsedTime(_last, now);
        _last = now;
        return lap;
    }
}
