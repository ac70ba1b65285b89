using System.Collections.Concurrent;
using Lamella.Contracts.Errors;
using Lamella.Engine.Arrays.Stores;

namespace Lamella.Engine.Arrays.Formats;

/// <summary>
/// The small documents that describe a source, each read once while the source is being opened. Across a network those
/// that will be looked at are asked for together, so that opening takes a few answers' time and not one a document.
/// Safe for concurrent use.
/// </summary>
/// <param name="store">Where they lie.</param>
/// <param name="maxLength">Most bytes of one.</param>
internal sealed class SourceDocuments(IStore store, int maxLength)
{
    /// <summary>Most documents asked for together: what a folder or a list names is not trusted to be few.</summary>
    private const int MostExpected = 64;

    private readonly ConcurrentDictionary<StoreKey, Task<byte[]?>> _documents = [];

    /// <summary>Where they lie.</summary>
    public IStore Store => store;

    /// <summary>Whether each answer takes long, so that it pays to ask for what may not be needed.</summary>
    public bool IsFar { get; } = store.ToStoreKind() == StoreKind.Remote;

    /// <summary>Asks for documents that are about to be looked at, where that saves time.</summary>
    /// <param name="keys">Which.</param>
    /// <param name="cancellationToken">Aborts the reads.</param>
    public void Expect(IEnumerable<StoreKey> keys, CancellationToken cancellationToken)
    {
        if (!IsFar)
        {
            return;
        }

        foreach (var key in keys.Take(MostExpected))
        {
            _ = GetAsync(key, cancellationToken);
        }
    }

    /// <summary>A document; null where there is none.</summary>
    /// <param name="key">Which.</param>
    /// <param name="cancellationToken">Aborts the read, unless somebody asked for the document before.</param>
    /// <exception cref="LamellaException">What the store raises.</exception>
    public Task<byte[]?> GetAsync(StoreKey key, CancellationToken cancellationToken) =>
        _documents.TryGetValue(key, out var known) ? known : _documents.GetOrAdd(key, Observed(ReadAsync(key, cancellationToken)));

    private async Task<byte[]?> ReadAsync(StoreKey key, CancellationToken cancellationToken)
    {
        using var value = await store.GetAsync(key, maxLength, cancellationToken).ConfigureAwait(false);
        return value?.Bytes.ToArray();
    }

    /// <summary>A document that was expected and never looked at may fail without anybody hearing of it.</summary>
    private static Task<byte[]?> Observed(Task<byte[]?> reading)
    {
        _ = reading.ContinueWith(
            static ended => ended.Exception,
            CancellationToken.None,
            TaskContinuationOptions.OnlyOnFaulted | TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default);
        return reading;
    }
}
