using Lamella.Contracts.Errors;

namespace Lamella.Engine.Arrays.Formats.Flat;

/// <summary>One run of bytes: a mapped file, a value in a store, an inflated file.</summary>
internal interface IFlatSource
{
    /// <summary>What reads are limited by.</summary>
    StoreKind Kind { get; }

    /// <summary>Bytes where they already lie in memory, else empty.</summary>
    /// <param name="offset">First byte.</param>
    /// <param name="length">Number of bytes.</param>
    ReadOnlyMemory<byte> GetResident(long offset, int length);

    /// <summary>Reads bytes.</summary>
    /// <param name="offset">First byte.</param>
    /// <param name="length">Number of bytes.</param>
    /// <param name="state">Handed on in the chunk.</param>
    /// <param name="cancellationToken">Aborts the read.</param>
    /// <returns>Exactly that many bytes.</returns>
    /// <exception cref="LamellaException">
    /// <see cref="LamellaErrorCode.StoreFailed"/>; <see cref="LamellaErrorCode.CorruptChunk"/> where the bytes end before.
    /// </exception>
    ValueTask<EncodedChunk> ReadAsync(long offset, int length, object? state, CancellationToken cancellationToken);
}
