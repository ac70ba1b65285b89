using Lamella.Contracts.Grains;
using Lamella.Contracts.Layers;

namespace Lamella.Grains.Viewers;

/// <summary>
/// The layers whose sources are being opened. Opening outlives the call that began it, so that a call which is repeated
/// finds it again. Runs in the grain's context.
/// </summary>
internal sealed class OpeningLayers(LayerGrains grains) : IDisposable
{
    private readonly Dictionary<LayerId, Opening> _openings = [];
    private readonly Dictionary<LayerId, long> _tickets = [];
    private long _lastTicket;

    /// <summary>Where a layer belongs, so that layers lie in the order in which they were asked for, whichever opens first.</summary>
    /// <param name="layer">The layer that has been opened.</param>
    /// <param name="layers">The layers that are there, bottom first.</param>
    public int PositionOf(LayerId layer, IReadOnlyList<LayerId> layers)
    {
        var ticket = _tickets.GetValueOrDefault(layer);
        var position = layers.Count;
        while (position > 0 && _tickets.GetValueOrDefault(layers[position - 1]) > ticket)
        {
            position--;
        }

        return position;
    }

    /// <summary>Opens a layer, or finds it being opened.</summary>
    /// <param name="spec">The layer.</param>
    /// <param name="onOpened">Called once when it has been opened.</param>
    public Task<LayerAdded> Begin(LayerSpec spec, Func<LayerSpec, LayerInfo, LayerAdded> onOpened)
    {
        if (_openings.TryGetValue(spec.Id, out var known) && known.Spec.Source == spec.Source)
        {
            return known.Task;
        }

        Stop(spec.Id);
        var opening = new Opening(spec);
        _tickets[spec.Id] = ++_lastTicket;
        _openings[spec.Id] = opening;
        opening.Task = OpenAsync(opening, onOpened);
        return opening.Task;
    }

    /// <summary>Forgets a layer whose outcome has been told.</summary>
    public void Forget(LayerId layer)
    {
        if (_openings.TryGetValue(layer, out var opening) && opening.Task.IsCompleted)
        {
            Stop(layer);
        }
    }

    /// <summary>Stops opening a layer.</summary>
    public void Stop(LayerId layer)
    {
        if (_openings.Remove(layer, out var opening))
        {
            opening.Dispose();
        }
    }

    /// <summary>Stops opening all.</summary>
    public void Dispose()
    {
        foreach (var layer in _openings.Keys.ToList())
        {
            Stop(layer);
        }
    }

    private async Task<LayerAdded> OpenAsync(Opening opening, Func<LayerSpec, LayerInfo, LayerAdded> onOpened)
    {
        // The entry must be in place before the layer grain's answer can be.
        await Task.Yield();
        LayerInfo info;
        try
        {
            info = await grains.Of(opening.Spec.Id).Open(opening.Spec, opening.Token);
        }
        catch
        {
            ForgetFailed(opening);
            throw;
        }

        opening.Token.ThrowIfCancellationRequested();
        return onOpened(opening.Spec, info);
    }

    /// <summary>There is no layer of that id, unless another opening has begun meanwhile.</summary>
    private void ForgetFailed(Opening opening)
    {
        if (!_openings.TryGetValue(opening.Spec.Id, out var known) || known == opening)
        {
            _tickets.Remove(opening.Spec.Id);
            grains.Forget(opening.Spec.Id);
        }
    }

    private sealed class Opening : IDisposable
    {
        private readonly CancellationTokenSource _stop = new();

        public Opening(LayerSpec spec)
        {
            Spec = spec;
            Token = _stop.Token;
        }

        public LayerSpec Spec { get; }

        public CancellationToken Token { get; }

        public Task<LayerAdded> Task { get; set; } = null!;

        public void Dispose()
        {
            _stop.Cancel();
            _stop.Dispose();
        }
    }
}
