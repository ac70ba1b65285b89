using Lamella.Contracts.Errors;

namespace Lamella.Engine.Arrays;

/// <summary>
/// An n-D array cut into a regular chunk grid: what every format gives, and all that slicing knows of one. Reading is
/// two steps, so that the I/O-bound and the CPU-bound half can be limited, joined and cancelled apart:
/// <see cref="ReadAsync"/> fetches a chunk's encoded bytes, <see cref="Decode"/> turns them into elements.
/// </summary>
/// <remarks>Implementations are safe for concurrent use and hold no per-call state.</remarks>
public interface IChunkedArray
{
    /// <summary>Shape, element type, chunk grid, fill value and provenance.</summary>
    ArrayMetadata Metadata { get; }

    /// <summary>
    /// The chunk's decoded bytes where they already lie in memory in decoded form (RAM, memory map), else empty.
    /// The memory stays valid as long as the array does; nobody may write to it.
    /// </summary>
    /// <param name="chunkIndex">Position in the chunk grid, slowest axis first.</param>
    ReadOnlyMemory<byte> GetResident(ReadOnlySpan<int> chunkIndex) => default;

    /// <summary>Reads the encoded bytes of one chunk.</summary>
    /// <param name="chunkIndex">Position in the chunk grid, slowest axis first; within the grid.</param>
    /// <param name="cancellationToken">Cancelling aborts the read, down to the file handle or the request.</param>
    /// <returns>The encoded bytes, which the caller disposes; null where the chunk is absent (all fill value).</returns>
    /// <exception cref="LamellaException">
    /// <see cref="LamellaErrorCode.StoreFailed"/> or <see cref="LamellaErrorCode.CorruptChunk"/>. A failure is never an absent chunk.
    /// </exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    ValueTask<EncodedChunk?> ReadAsync(ReadOnlyMemory<int> chunkIndex, CancellationToken cancellationToken);

    /// <summary>Decodes a chunk that <see cref="ReadAsync"/> returned.</summary>
    /// <param name="encoded">The encoded bytes; not disposed here.</param>
    /// <param name="destination">
    /// Exactly <see cref="ArrayMetadata.ChunkByteLength"/> bytes. It receives the whole chunk in C order, little-endian,
    /// also at the array's edge, where what lies beyond the array's shape is unspecified.
    /// </param>
    /// <exception cref="LamellaException"><see cref="LamellaErrorCode.CorruptChunk"/>: the bytes do not decode to the length.</exception>
    void Decode(EncodedChunk encoded, Span<byte> destination);
}
