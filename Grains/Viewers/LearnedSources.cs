using Lamella.Contracts.Errors;
using Lamella.Contracts.Layers;

namespace Lamella.Grains.Viewers;

/// <summary>
/// Learns what the sources of changed layers hold, and knows for which layers that is not known yet. Runs in the grain's context.
/// </summary>
/// <param name="layers">The layers' grains.</param>
/// <param name="clock">Measures pauses.</param>
/// <param name="learned">Called with what was learned.</param>
internal sealed class LearnedSources(LayerGrains layers, TimeProvider clock, Action<LayerSpec, LayerInfo> learned) : IDisposable
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(50);

    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(10);

    /// <summary>How long is asked where no layer grain answers; as for slices.</summary>
    private static readonly TimeSpan AskFor = TimeSpan.FromSeconds(30);

    private readonly CancellationTokenSource _stop = new();
    private readonly Dictionary<LayerId, LayerSpec> _asked = [];
    private readonly HashSet<LayerId> _unknown = [];
    private readonly HashSet<LayerId> _doubted = [];
    private bool _isOver;

    /// <summary>Whether what is known of a layer is of the source that it had before.</summary>
    public bool IsUnknown(LayerId layer) => _unknown.Contains(layer);

    /// <summary>Whether it is being learned.</summary>
    public bool IsAsked(LayerId layer) => _asked.ContainsKey(layer);

    /// <summary>What storage kept of a layer may be of the source before, or of one that has changed since.</summary>
    public void Doubt(LayerId layer) => _doubted.Add(layer);

    /// <summary>Whether what is known of a layer is in doubt, and not being learned.</summary>
    public bool IsDoubted(LayerId layer) => _doubted.Contains(layer) && !IsAsked(layer);

    /// <summary>Learns what a layer's source holds; of several askings the last one counts.</summary>
    /// <param name="spec">The layer as it is now.</param>
    /// <param name="before">The layer as it was.</param>
    /// <exception cref="LamellaException">
    /// The source cannot be opened; or <see cref="LamellaErrorCode.Unavailable"/>: nobody has answered for 30 s. It is learned no more then.
    /// </exception>
    public Task LearnAsync(LayerSpec spec, LayerSpec? before)
    {
        if (before is not null && (before.Source != spec.Source || before.GetType() != spec.GetType()))
        {
            _unknown.Add(spec.Id);
        }

        if (_isOver)
        {
            return Task.CompletedTask;
        }

        _asked[spec.Id] = spec;
        return LearnAsync(spec, _stop.Token);
    }

    /// <summary>A layer has gone.</summary>
    public void Forget(LayerId layer)
    {
        _unknown.Remove(layer);
        _asked.Remove(layer);
        _doubted.Remove(layer);
    }

    /// <summary>Learns nothing more.</summary>
    public void Dispose()
    {
        if (!_isOver)
        {
            _isOver = true;
            _stop.Cancel();
            _stop.Dispose();
        }
    }

    private bool IsNewest(LayerSpec spec) => _asked.TryGetValue(spec.Id, out var asked) && ReferenceEquals(asked, spec);

    private async Task LearnAsync(LayerSpec spec, CancellationToken stop)
    {
        if (await OpenAsync(spec, stop) is { } info && IsNewest(spec))
        {
            Forget(spec.Id);
            learned(spec, info);
        }
    }

    /// <summary>Opens a layer's source, again and again where nobody answers.</summary>
    /// <returns>Null where it is of no account any more.</returns>
    private async Task<LayerInfo?> OpenAsync(LayerSpec spec, CancellationToken stop)
    {
        var (start, pause) = (clock.GetTimestamp(), FirstPause);
        while (IsNewest(spec) && !stop.IsCancellationRequested)
        {
            try
            {
                return await layers.Of(spec.Id).Open(spec, stop);
            }
            catch (Exception exception) when (IsUnanswered(exception))
            {
                if (IsNewest(spec) && clock.GetElapsedTime(start) + pause > AskFor)
                {
                    _asked.Remove(spec.Id);
                    throw new LamellaException(
                        LamellaErrorCode.Unavailable,
                        $"No silo answered for layer '{spec.Name}' in {AskFor.TotalSeconds:0} s; move again to retry.",
                        innerException: exception);
                }

                // A request for the source before took the opening's place, or the layer's silo was lost.
                await Task.Delay(pause, clock, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
                pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
            }
            catch (Exception) when (IsNewest(spec))
            {
                _asked.Remove(spec.Id);
                throw;
            }
            catch (LamellaException)
            {
                // What counts is the newer asking.
            }
        }

        return null;
    }

    private static bool IsUnanswered(Exception exception) => exception is OperationCanceledException or TimeoutException or OrleansException;
}
