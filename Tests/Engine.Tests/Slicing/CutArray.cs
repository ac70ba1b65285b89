using System.Collections.Immutable;
using Lamella.Contracts.Arrays;
using Lamella.Engine.Arrays;

namespace Lamella.Engine.Tests.Slicing;

/// <summary>An array in memory, cut into chunks of any shape; chunks at the edge are padded with bytes that nobody may see.</summary>
internal sealed class CutArray : IChunkedArray
{
    private readonly byte[] _bytes;

    public CutArray(
        byte[] bytes, ImmutableArray<long> shape, DataType dataType, ImmutableArray<int> chunkShape, ImmutableArray<byte> fillValue = default)
    {
        _bytes = bytes;
        Metadata = new ArrayMetadata
        {
            Identity = $"cut-{Guid.NewGuid():N}",
            Shape = shape,
            ChunkShape = chunkShape,
            DataType = dataType,
            FillValue = fillValue.IsDefault ? [] : fillValue,
            Format = "memory",
        };
    }

    public ArrayMetadata Metadata { get; }

    /// <summary>All elements in C order.</summary>
    public ReadOnlyMemory<byte> All => _bytes;

    /// <summary>Chunks for which there is nothing, so that the fill value holds.</summary>
    public HashSet<string> Absent { get; init; } = [];

    public static CutArray Whole(byte[] bytes, ImmutableArray<long> shape, DataType dataType) =>
        new(bytes, shape, dataType, [.. shape.Select(n => (int)Math.Max(1, n))]);

    public bool IsAbsent(ReadOnlySpan<int> chunkIndex) => Absent.Contains(string.Join('.', chunkIndex.ToArray()));

    /// <summary>The whole chunk in C order.</summary>
    public byte[] Chunk(ReadOnlySpan<int> chunkIndex)
    {
        var item = Metadata.DataType.ItemSize();
        var chunk = new byte[Metadata.ChunkByteLength];
        Array.Fill(chunk, (byte)0xCD);
        var position = new long[Metadata.Rank];
        for (var element = 0; element < chunk.Length / item; element++)
        {
            long rest = element, source = 0, stride = 1;
            var inside = true;
            for (var axis = Metadata.Rank - 1; axis >= 0; axis--)
            {
                position[axis] = ((long)chunkIndex[axis] * Metadata.ChunkShape[axis]) + (rest % Metadata.ChunkShape[axis]);
                rest /= Metadata.ChunkShape[axis];
                inside &= position[axis] < Metadata.Shape[axis];
                source += position[axis] * stride;
                stride *= Metadata.Shape[axis];
            }

            if (inside)
            {
                _bytes.AsSpan((int)source * item, item).CopyTo(chunk.AsSpan(element * item));
            }
        }

        return chunk;
    }

    public ValueTask<EncodedChunk?> ReadAsync(ReadOnlyMemory<int> chunkIndex, CancellationToken cancellationToken) =>
        ValueTask.FromResult<EncodedChunk?>(IsAbsent(chunkIndex.Span) ? null : new EncodedChunk(Chunk(chunkIndex.Span)));

    public void Decode(EncodedChunk encoded, Span<byte> destination) => encoded.Bytes.Span.CopyTo(destination);
}
