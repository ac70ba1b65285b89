using System.Collections.Concurrent;

namespace Lamella.Terminal.Viewing.Session;

/// <summary>
/// Runs work of which only the newest matters: for each key one at a time, and of what came meanwhile only the last. Safe
/// for concurrent use.
/// </summary>
internal sealed class LatestRunner<TKey>
    where TKey : notnull
{
    private readonly ConcurrentDictionary<TKey, Func<Task>?> _waiting = new();

    /// <summary>Starts the work, or keeps it for when the work before it is done. The work must not throw.</summary>
    public void Run(TKey key, Func<Task> work)
    {
        while (true)
        {
            if (_waiting.TryAdd(key, null))
            {
                _ = GoOnAsync(key, work);
                return;
            }

            if (_waiting.TryGetValue(key, out var kept) && _waiting.TryUpdate(key, work, kept))
            {
                return;
            }
        }
    }

    private async Task GoOnAsync(TKey key, Func<Task> work)
    {
        var next = work;
        while (true)
        {
            await next().ConfigureAwait(false);
            if (_waiting.TryRemove(new KeyValuePair<TKey, Func<Task>?>(key, null)))
            {
                return;
            }

            if (_waiting.TryGetValue(key, out var kept) && kept is not null && _waiting.TryUpdate(key, null, kept))
            {
                next = kept;
            }
            else
            {
                next = static () => Task.CompletedTask;
            }
        }
    }
}
