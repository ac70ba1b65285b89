using System.Collections.Concurrent;
using System.Collections.Immutable;

namespace Lamella.Engine.Arrays.Stores;

/// <summary>Values held in memory, which may be set at any time. What is read is not copied: values are never written to.</summary>
/// <param name="uri">Names the root, such as <c>memory://sample</c>.</param>
public sealed class MemoryStore(string uri) : IStore
{
    private readonly ConcurrentDictionary<string, byte[]> _values = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public string Uri { get; } = uri;

    /// <inheritdoc/>
    public string Kind => "memory";

    /// <inheritdoc/>
    public bool CanList => true;

    /// <summary>Sets a value.</summary>
    /// <param name="key">Which; not the root.</param>
    /// <param name="value">The bytes, which belong to the store from now on.</param>
    public void Set(StoreKey key, byte[] value) => _values[key.Value] = value;

    /// <summary>Takes a value out.</summary>
    /// <param name="key">Which.</param>
    /// <returns>Whether it was there.</returns>
    public bool Remove(StoreKey key) => _values.TryRemove(key.Value, out _);

    /// <inheritdoc/>
    public ValueTask<StoreValue?> GetAsync(StoreKey key, int maxLength, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (!_values.TryGetValue(key.Value, out var value))
        {
            return new ValueTask<StoreValue?>((StoreValue?)null);
        }

        return value.Length <= maxLength
            ? new ValueTask<StoreValue?>(StoreValue.Wrap(value))
            : throw StoreErrors.TooLong(this, key, value.Length, maxLength);
    }

    /// <inheritdoc/>
    public ValueTask<StoreValue?> GetRangeAsync(StoreKey key, ByteRange range, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (!_values.TryGetValue(key.Value, out var value))
        {
            return new ValueTask<StoreValue?>((StoreValue?)null);
        }

        var (offset, length) = range.Within(value.Length);
        return new ValueTask<StoreValue?>(StoreValue.Wrap(value, (int)offset, length));
    }

    /// <inheritdoc/>
    public ValueTask<long?> GetLengthAsync(StoreKey key, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return new ValueTask<long?>(_values.TryGetValue(key.Value, out var value) ? value.Length : null);
    }

    /// <inheritdoc/>
    public ValueTask<ImmutableArray<StoreEntry>> ListAsync(StoreKey key, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return new ValueTask<ImmutableArray<StoreEntry>>(StoreListing.Beneath(key, _values.Keys));
    }
}
