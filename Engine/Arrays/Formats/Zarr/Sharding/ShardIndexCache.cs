namespace Lamella.Engine.Arrays.Formats.Zarr.Sharding;

/// <summary>
/// Keeps the indexes of shards that were read lately, within a number of bytes, and reads one that many want only once.
/// A read is cancelled when nobody waits for it any more; a failed one is forgotten.
/// </summary>
/// <param name="maxBytes">Bytes of indexes kept; the newest is kept even if longer.</param>
internal sealed class ShardIndexCache(long maxBytes)
{
    private const int EntryOverhead = 256;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, Entry> _entries = new(StringComparer.Ordinal);
    private readonly LinkedList<Entry> _recent = [];
    private long _bytes;

    /// <summary>Reads an index.</summary>
    /// <param name="key">Names the shard.</param>
    /// <param name="read">Reads and parses it; null where the shard is absent.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public async ValueTask<ShardIndex?> GetAsync(
        string key, Func<CancellationToken, ValueTask<ShardIndex?>> read, CancellationToken cancellationToken)
    {
        Entry entry;
        var isMine = false;
        lock (_lock)
        {
            if (_entries.TryGetValue(key, out entry!))
            {
                TouchNeedsLock(entry);
            }
            else
            {
                isMine = true;
                _entries[key] = entry = new Entry(key);
            }

            entry.Waiters++;
        }

        if (isMine)
        {
            _ = FillAsync(entry, read);
        }

        try
        {
            return await entry.Done.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            Leave(entry);
        }
    }

    private async Task FillAsync(Entry entry, Func<CancellationToken, ValueTask<ShardIndex?>> read)
    {
        try
        {
            var index = await read(entry.Cancellation.Token).ConfigureAwait(false);
            lock (_lock)
            {
                KeepNeedsLock(entry, index);
            }

            entry.Done.SetResult(index);
        }
        catch (Exception exception)
        {
            lock (_lock)
            {
                ForgetNeedsLock(entry);
            }

            // Whoever still waits gets it; reading it here keeps it from counting as unobserved when nobody does.
            entry.Done.SetException(exception);
            _ = entry.Done.Task.Exception;
        }
    }

    private void Leave(Entry entry)
    {
        lock (_lock)
        {
            if (--entry.Waiters > 0 || entry.Done.Task.IsCompleted || entry.Node is not null)
            {
                return;
            }

            ForgetNeedsLock(entry);
        }

        entry.Cancellation.Cancel();
    }

    private void KeepNeedsLock(Entry entry, ShardIndex? index)
    {
        if (_entries.GetValueOrDefault(entry.Key) != entry)
        {
            return;
        }

        entry.Bytes = EntryOverhead + (index?.ByteLength ?? 0);
        entry.Node = _recent.AddFirst(entry);
        _bytes += entry.Bytes;
        while (_bytes > maxBytes && _recent.Last is { } oldest && oldest.Value != entry)
        {
            ForgetNeedsLock(oldest.Value);
        }
    }

    private void TouchNeedsLock(Entry entry)
    {
        if (entry.Node is { } node)
        {
            _recent.Remove(node);
            _recent.AddFirst(node);
        }
    }

    private void ForgetNeedsLock(Entry entry)
    {
        if (_entries.GetValueOrDefault(entry.Key) == entry)
        {
            _entries.Remove(entry.Key);
        }

        if (entry.Node is { } node)
        {
            _recent.Remove(node);
            entry.Node = null;
            _bytes -= entry.Bytes;
        }
    }

    private sealed class Entry(string key)
    {
        public string Key { get; } = key;

        public TaskCompletionSource<ShardIndex?> Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public CancellationTokenSource Cancellation { get; } = new();

        public LinkedListNode<Entry>? Node { get; set; }

        public int Waiters { get; set; }

        public long Bytes { get; set; }
    }
}
