using System.Collections.Immutable;
using Lamella.Contracts.Monitoring;

namespace Lamella.Grains.Monitoring;

/// <summary>Keeps the slowest slices of the last minutes. Safe for concurrent use.</summary>
internal sealed class SlowestSlices(TimeProvider clock)
{
    private const int Kept = 32;
    private static readonly TimeSpan Remembered = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan SweepPeriod = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private readonly List<(long At, SlowSlice Slice)> _slices = [];
    private long _swept = clock.GetTimestamp();

    /// <summary>Takes a slice, unless as many slower ones are kept.</summary>
    public void Offer(SlowSlice slice)
    {
        lock (_lock)
        {
            if (clock.GetElapsedTime(_swept) > SweepPeriod)
            {
                ForgetNeedsLock();
            }

            if (_slices.Count == Kept && _slices[^1].Slice.Timings.Total >= slice.Timings.Total)
            {
                return;
            }

            var index = _slices.FindIndex(kept => kept.Slice.Timings.Total < slice.Timings.Total);
            _slices.Insert(index < 0 ? _slices.Count : index, (clock.GetTimestamp(), slice));
            if (_slices.Count > Kept)
            {
                _slices.RemoveAt(Kept);
            }
        }
    }

    /// <summary>The slices, slowest first.</summary>
    public ImmutableArray<SlowSlice> ToReport()
    {
        lock (_lock)
        {
            ForgetNeedsLock();
            return [.. _slices.Select(kept => kept.Slice with { Ago = clock.GetElapsedTime(kept.At) })];
        }
    }

    private void ForgetNeedsLock()
    {
        _swept = clock.GetTimestamp();
        _slices.RemoveAll(kept => clock.GetElapsedTime(kept.At) > Remembered);
    }
}
