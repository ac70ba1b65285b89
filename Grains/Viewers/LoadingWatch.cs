using System.Collections.Immutable;
using Lamella.Contracts.Layers;
using Lamella.Contracts.Slicing;
using Lamella.Contracts.Viewers;

namespace Lamella.Grains.Viewers;

/// <summary>
/// Which layers are loading, and since when; a layer that is sliced anew before its last slice arrived goes on loading.
/// Announced after a delay that spares fast slices. Runs in the grain's context.
/// </summary>
internal sealed class LoadingWatch(
    SlicingOptions options, TimeProvider clock, Action<ImmutableArray<LoadingLayer>> announce, LoadingWatch.StartTimer startTimer)
    : IDisposable
{
    private readonly Dictionary<LayerId, long> _since = [];
    private readonly TimeSpan _delay = TimeSpan.FromMilliseconds(options.LoadingDelayMilliseconds);
    private ImmutableArray<LayerId> _announced = [];
    private IDisposable? _timer;

    /// <summary>Calls back in the grain's context after a while.</summary>
    internal delegate IDisposable StartTimer(Func<CancellationToken, Task> callback, TimeSpan dueTime, TimeSpan period);

    /// <summary>Since how long a layer has been loading; zero where it is not.</summary>
    public TimeSpan ElapsedOf(LayerId layer) =>
        _since.TryGetValue(layer, out var start) ? clock.GetElapsedTime(start) : TimeSpan.Zero;

    /// <summary>Takes which layers are loading now, bottom first.</summary>
    public void Update(IEnumerable<LayerId> loading)
    {
        var now = loading.ToHashSet();
        foreach (var gone in _since.Keys.Where(layer => !now.Contains(layer)).ToList())
        {
            _since.Remove(gone);
        }

        foreach (var layer in now)
        {
            _since.TryAdd(layer, clock.GetTimestamp());
        }

        if (!_announced.IsEmpty && !_announced.All(_since.ContainsKey))
        {
            Announce();
        }

        ArmTimer();
    }

    /// <summary>A layer has gone or is hidden.</summary>
    public void Forget(LayerId layer) => _since.Remove(layer);

    /// <summary>Announces nothing any more.</summary>
    public void Dispose() => _timer?.Dispose();

    private void ArmTimer()
    {
        if (_timer is null && _since.Keys.Any(layer => !_announced.Contains(layer)))
        {
            var longest = _since.Where(layer => !_announced.Contains(layer.Key)).Max(layer => clock.GetElapsedTime(layer.Value));
            _timer = startTimer(OnTimeAsync, longest < _delay ? _delay - longest : TimeSpan.Zero, Timeout.InfiniteTimeSpan);
        }
    }

    private Task OnTimeAsync(CancellationToken cancellationToken)
    {
        _timer?.Dispose();
        _timer = null;
        if (_since.Any(layer => !_announced.Contains(layer.Key) && clock.GetElapsedTime(layer.Value) >= _delay))
        {
            Announce();
        }

        ArmTimer();
        return Task.CompletedTask;
    }

    private void Announce()
    {
        ImmutableArray<LoadingLayer> slow =
        [
            .. _since.Where(layer => clock.GetElapsedTime(layer.Value) >= _delay)
                .Select(layer => new LoadingLayer(layer.Key, clock.GetElapsedTime(layer.Value))),
        ];
        _announced = [.. slow.Select(layer => layer.Layer)];
        announce(slow);
    }
}
