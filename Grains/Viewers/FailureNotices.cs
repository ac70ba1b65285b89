using Lamella.Contracts.Errors;
using Lamella.Contracts.Layers;
using Lamella.Contracts.Slicing;

namespace Lamella.Grains.Viewers;

/// <summary>
/// Decides which failures a person is told of: at most one for a layer and cause in a window, with the count of those left
/// out since the last. Not safe for concurrent use.
/// </summary>
/// <param name="window">How long the same failure is a repetition; zero for never.</param>
/// <param name="clock">Measures it.</param>
internal sealed class FailureNotices(TimeSpan window, TimeProvider clock)
{
    private readonly Dictionary<(LayerId Layer, LamellaErrorCode Cause), (long Told, int Suppressed)> _last = [];

    /// <summary>Takes a failure.</summary>
    /// <returns>The failure, marked as a repetition, or with the count of the repetitions before it.</returns>
    public SliceFailure Mark(SliceFailure failure)
    {
        var key = (failure.Layer, failure.Code);
        if (_last.TryGetValue(key, out var last) && clock.GetElapsedTime(last.Told) < window)
        {
            _last[key] = last with { Suppressed = last.Suppressed + 1 };
            return failure with { Repeated = true };
        }

        _last[key] = (clock.GetTimestamp(), 0);
        return failure with { Suppressed = last.Suppressed };
    }

    /// <summary>A layer has gone.</summary>
    public void Forget(LayerId layer)
    {
        foreach (var key in _last.Keys.Where(key => key.Layer == layer).ToList())
        {
            _last.Remove(key);
        }
    }
}
