using Lamella.Contracts.Arrays;
using Lamella.Engine.Arrays;

namespace Lamella.Engine.Tests.Arrays.Chunks;

/// <summary>One resident chunk of bytes; it is never read.</summary>
internal sealed class ResidentArray(byte[] bytes) : IChunkedArray
{
    public ReadOnlyMemory<byte> Memory { get; } = bytes;

    public ArrayMetadata Metadata { get; } = new()
    {
        Identity = "resident",
        Shape = [bytes.Length],
        ChunkShape = [bytes.Length],
        DataType = DataType.UInt8,
        Format = "test",
    };

    public ReadOnlyMemory<byte> GetResident(ReadOnlySpan<int> chunkIndex) => Memory;

    public ValueTask<EncodedChunk?> ReadAsync(ReadOnlyMemory<int> chunkIndex, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public void Decode(EncodedChunk encoded, Span<byte> destination) => throw new NotSupportedException();
}
