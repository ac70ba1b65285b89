using System.Collections.Concurrent;

namespace Lamella.Grains.Layers;

/// <summary>
/// Looks into sources, for longer than one call may take. A look outlives the call that began it, so that a call which is
/// repeated finds it again; it ends when nobody has asked for a while. Safe for concurrent use.
/// </summary>
/// <param name="clock">Measures the waits.</param>
/// <param name="stopping">Stops all.</param>
internal sealed class SourceLookUps(TimeProvider clock, CancellationToken stopping) : IDisposable
{
    /// <summary>How long a call waits before it is to be repeated; below the response timeout.</summary>
    public static readonly TimeSpan Turn = TimeSpan.FromSeconds(1.5);

    /// <summary>How long a source is looked into for nobody; above the longest pause between the calls of a client.</summary>
    public static readonly TimeSpan KeptFor = TimeSpan.FromSeconds(10);

    private readonly ConcurrentDictionary<Guid, LookUp> _lookUps = [];

    /// <summary>How many are under way.</summary>
    public int Count => _lookUps.Count;

    /// <summary>Begins a look, or goes on with it, and waits for a turn.</summary>
    /// <typeparam name="T">What is found.</typeparam>
    /// <param name="id">Which; the same from call to call, and of one caller.</param>
    /// <param name="look">Looks.</param>
    /// <param name="cancellationToken">Stops looking.</param>
    /// <returns>What was found; not there where the turn was over first.</returns>
    public async Task<(bool IsThere, T? Value)> WaitAsync<T>(
        Guid id, Func<CancellationToken, ValueTask<T>> look, CancellationToken cancellationToken)
    {
        var lookUp = _lookUps.GetOrAdd(id, _ => new LookUp(clock, () => Forget(id), stopping));
        var looking = lookUp.Begin(look);
        try
        {
            var found = await looking.WaitAsync(Turn, clock, cancellationToken);
            Forget(id);
            return (true, found);
        }
        catch (TimeoutException) when (!looking.IsCompleted)
        {
            lookUp.ForgetAfter(KeptFor);
            return (false, default);
        }
        catch
        {
            Forget(id);
            throw;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var id in _lookUps.Keys)
        {
            Forget(id);
        }
    }

    private void Forget(Guid id)
    {
        if (_lookUps.TryRemove(id, out var lookUp))
        {
            lookUp.Dispose();
        }
    }

    private sealed class LookUp : IDisposable
    {
        private readonly CancellationTokenSource _stop;
        private readonly ITimer _forgetting;
        private Task? _looking;

        public LookUp(TimeProvider clock, Action forget, CancellationToken stopping)
        {
            _stop = CancellationTokenSource.CreateLinkedTokenSource(stopping);
            _forgetting = clock.CreateTimer(_ => forget(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }

        /// <summary>Looks on the thread pool, once; somebody waits again from now on.</summary>
        public Task<T> Begin<T>(Func<CancellationToken, ValueTask<T>> look)
        {
            lock (_stop)
            {
                _forgetting.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
                var token = _stop.Token;
                return (Task<T>)(_looking ??= Task.Run(() => look(token).AsTask(), token));
            }
        }

        public void ForgetAfter(TimeSpan wait) => _forgetting.Change(wait, Timeout.InfiniteTimeSpan);

        public void Dispose()
        {
            _forgetting.Dispose();
            _stop.Cancel();
            _stop.Dispose();
        }
    }
}
