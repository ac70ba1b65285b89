using System.Collections.Immutable;
using Lamella.Contracts.Arrays;
using Lamella.Engine.Arrays;

namespace Lamella.Engine.Tests.Arrays.Chunks.Prefetch;

/// <summary>A grid of one-element chunks, of which only the metadata is used.</summary>
internal sealed class PlaneArray(ImmutableArray<long> shape) : IChunkedArray
{
    public ArrayMetadata Metadata { get; } = new()
    {
        Identity = "planes",
        Shape = shape,
        ChunkShape = [.. shape.Select(static _ => 1)],
        DataType = DataType.UInt8,
        Format = "test",
    };

    public ValueTask<EncodedChunk?> ReadAsync(ReadOnlyMemory<int> chunkIndex, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public void Decode(EncodedChunk encoded, Span<byte> destination) => throw new NotSupportedException();
}
