using System.Collections.Immutable;
using Lamella.Engine.Arrays.Stores;

namespace Lamella.Engine.Tests.Arrays.Stores;

/// <summary>Counts what is read of another store, and lets a test hold reads back.</summary>
internal sealed class CountingStore(IStore inner) : IStore
{
    private long _bytes;
    private int _reads;

    public int Reads => _reads;

    public long Bytes => _bytes;

    /// <summary>Every read waits for it.</summary>
    public Func<CancellationToken, Task> Gate { get; set; } = static _ => Task.CompletedTask;

    public string Uri => inner.Uri;

    public string Kind => inner.Kind;

    public bool CanList => inner.CanList;

    public async ValueTask<StoreValue?> GetAsync(StoreKey key, int maxLength, CancellationToken cancellationToken) =>
        await CountAsync(token => inner.GetAsync(key, maxLength, token), cancellationToken);

    public async ValueTask<StoreValue?> GetRangeAsync(StoreKey key, ByteRange range, CancellationToken cancellationToken) =>
        await CountAsync(token => inner.GetRangeAsync(key, range, token), cancellationToken);

    public ValueTask<long?> GetLengthAsync(StoreKey key, CancellationToken cancellationToken) => inner.GetLengthAsync(key, cancellationToken);

    public ValueTask<ImmutableArray<StoreEntry>> ListAsync(StoreKey key, CancellationToken cancellationToken) => inner.ListAsync(key, cancellationToken);

    private async ValueTask<StoreValue?> CountAsync(Func<CancellationToken, ValueTask<StoreValue?>> read, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _reads);
        await Gate(cancellationToken);
        var value = await read(cancellationToken);
        Interlocked.Add(ref _bytes, value?.Length ?? 0);
        return value;
    }
}
