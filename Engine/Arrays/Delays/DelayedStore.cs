using System.Collections.Immutable;
using Lamella.Engine.Arrays.Stores;

namespace Lamella.Engine.Arrays.Delays;

/// <summary>A store as if it were slow: every read of bytes waits. Lengths and listings do not.</summary>
/// <param name="inner">The store.</param>
/// <param name="delay">The wait, and what counts the reads; may be shared.</param>
public sealed class DelayedStore(IStore inner, ReadDelay delay) : IStore
{
    /// <summary>The wait, with its counters.</summary>
    public ReadDelay Delay => delay;

    /// <inheritdoc/>
    public string Uri => inner.Uri;

    /// <summary>As something far away, whatever the inner store is.</summary>
    public string Kind => "delayed";

    /// <inheritdoc/>
    public bool CanList => inner.CanList;

    /// <inheritdoc/>
    public ValueTask<StoreValue?> GetAsync(StoreKey key, int maxLength, CancellationToken cancellationToken) =>
        delay.ReadAsync(
            static (read, token) => read.inner.GetAsync(read.key, read.maxLength, token), (inner, key, maxLength), cancellationToken);

    /// <inheritdoc/>
    public ValueTask<StoreValue?> GetRangeAsync(StoreKey key, ByteRange range, CancellationToken cancellationToken) =>
        delay.ReadAsync(
            static (read, token) => read.inner.GetRangeAsync(read.key, read.range, token), (inner, key, range), cancellationToken);

    /// <inheritdoc/>
    public ValueTask<long?> GetLengthAsync(StoreKey key, CancellationToken cancellationToken) =>
        inner.GetLengthAsync(key, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<ImmutableArray<StoreEntry>> ListAsync(StoreKey key, CancellationToken cancellationToken) =>
        inner.ListAsync(key, cancellationToken);
}
