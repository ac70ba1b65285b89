using System.Buffers.Binary;
using Lamella.Contracts.Arrays;
using Lamella.Engine.Arrays;
using Lamella.Engine.Arrays.Chunks;

namespace Lamella.Engine.Tests.Arrays.Chunks;

/// <summary>A 1-D array of 16-byte chunks whose reads end at once; a chunk holds its own number.</summary>
internal sealed class SelfReadingArray(int chunks, int chunkBytes = 16, string identity = "self-reading") : IChunkedArray
{
    public ArrayMetadata Metadata { get; } = new()
    {
        Identity = identity,
        Shape = [(long)chunks * chunkBytes],
        ChunkShape = [chunkBytes],
        DataType = DataType.UInt8,
        Format = "test",
    };

    public ValueTask<EncodedChunk?> ReadAsync(ReadOnlyMemory<int> chunkIndex, CancellationToken cancellationToken)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, chunkIndex.Span[0]);
        return new(new EncodedChunk(bytes));
    }

    public void Decode(EncodedChunk encoded, Span<byte> destination)
    {
        destination.Clear();
        encoded.Bytes.Span.CopyTo(destination);
    }

    public ChunkDemand DemandAll(ChunkPriority priority) => Demand(priority, 0, chunks);

    public ChunkDemand Demand(ChunkPriority priority, int first, int count) =>
        new(this, [.. Enumerable.Range(first, count)], priority);
}
