using System.Collections.Immutable;
using Lamella.Contracts.Errors;

namespace Lamella.Engine.Arrays.Stores;

/// <summary>
/// Keyed bytes: a folder, a zip, a bucket, memory. Absent, failed and cancelled are three outcomes: an absent value is
/// null, a failure throws, and neither ever looks like the other.
/// </summary>
/// <remarks>Implementations are safe for concurrent use and hold no handle between calls.</remarks>
public interface IStore
{
    /// <summary>Names the root, such as <c>file:///data/x.zarr</c>, without a trailing slash; never contains credentials.</summary>
    string Uri { get; }

    /// <summary>The kind of store whose reads share one limit, such as <c>file</c> or <c>http</c>.</summary>
    string Kind { get; }

    /// <summary>Whether <see cref="ListAsync"/> works here.</summary>
    bool CanList { get; }

    /// <summary>Reads a whole value.</summary>
    /// <param name="key">Which.</param>
    /// <param name="maxLength">Most bytes that the caller takes.</param>
    /// <param name="cancellationToken">Aborts the read, down to the file or the request.</param>
    /// <returns>The bytes, which the caller disposes; null where there is no such value.</returns>
    /// <exception cref="LamellaException">
    /// <see cref="LamellaErrorCode.StoreFailed"/>; <see cref="LamellaErrorCode.LimitExceeded"/> where the value is longer than
    /// <paramref name="maxLength"/>; <see cref="LamellaErrorCode.NotAllowed"/> where the key is a link out of the root.
    /// </exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    ValueTask<StoreValue?> GetAsync(StoreKey key, int maxLength, CancellationToken cancellationToken);

    /// <summary>Reads a part of a value.</summary>
    /// <param name="key">Which.</param>
    /// <param name="range">Which part.</param>
    /// <param name="cancellationToken">Aborts the read, down to the file or the request.</param>
    /// <returns>
    /// The bytes, which the caller disposes: fewer than asked for where the value ends before; null where there is no such value.
    /// </returns>
    /// <exception cref="LamellaException">
    /// <see cref="LamellaErrorCode.StoreFailed"/>; <see cref="LamellaErrorCode.NotAllowed"/> where the key is a link out of the root.
    /// </exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    ValueTask<StoreValue?> GetRangeAsync(StoreKey key, ByteRange range, CancellationToken cancellationToken);

    /// <summary>The length of a value, in bytes; null where there is no such value.</summary>
    /// <param name="key">Which.</param>
    /// <param name="cancellationToken">Aborts the request.</param>
    /// <exception cref="LamellaException"><see cref="LamellaErrorCode.StoreFailed"/>.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    ValueTask<long?> GetLengthAsync(StoreKey key, CancellationToken cancellationToken);

    /// <summary>What lies directly beneath a key, sorted by name; empty where nothing does.</summary>
    /// <param name="key">The parent.</param>
    /// <param name="cancellationToken">Aborts the listing.</param>
    /// <exception cref="LamellaException">
    /// <see cref="LamellaErrorCode.StoreFailed"/>; <see cref="LamellaErrorCode.Unsupported"/> where <see cref="CanList"/> is false.
    /// </exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    ValueTask<ImmutableArray<StoreEntry>> ListAsync(StoreKey key, CancellationToken cancellationToken);
}
