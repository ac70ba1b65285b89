using System.Globalization;

namespace Lamella.Engine.Arrays.Formats.Synthetic;

/// <summary>One level of a synthetic image. Reading is free; decoding computes the chunk.</summary>
internal sealed class SyntheticArray : IChunkedArray
{
    private readonly SyntheticSpec _spec;
    private readonly SyntheticField _field;

    public SyntheticArray(SyntheticSpec spec, int level)
    {
        _spec = spec;
        var rank = spec.Shape.Length;
        Metadata = new ArrayMetadata
        {
            Identity = string.Create(CultureInfo.InvariantCulture, $"{spec.Uri}#{level}"),
            Shape = [.. spec.Shape.Select((extent, axis) => (extent + Factor(rank, axis, level) - 1) / Factor(rank, axis, level))],
            ChunkShape = spec.Chunks,
            DataType = spec.DataType,
            Format = "synthetic",
            StoreKind = StoreKind.Memory,
        };
        _field = new SyntheticField(spec, level);
    }

    public ArrayMetadata Metadata { get; }

    /// <summary>How many elements of level 0 one element stands for along an axis.</summary>
    public static long Factor(int rank, int axis, int level) => axis < rank - 3 ? 1 : 1L << level;

    public ValueTask<EncodedChunk?> ReadAsync(ReadOnlyMemory<int> chunkIndex, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return new ValueTask<EncodedChunk?>(IsAbsent(chunkIndex.Span) ? null : new EncodedChunk(default, owner: null, chunkIndex.ToArray()));
    }

    public void Decode(EncodedChunk encoded, Span<byte> destination)
    {
        var chunkIndex = (int[])encoded.State!;
        var origin = new long[chunkIndex.Length];
        for (var axis = 0; axis < origin.Length; axis++)
        {
            origin[axis] = chunkIndex[axis] * (long)Metadata.ChunkShape[axis];
        }

        _field.Fill(origin, Metadata.ChunkShape, destination);
    }

    private bool IsAbsent(ReadOnlySpan<int> chunkIndex)
    {
        // FNV-1a with a final avalanche: the same chunks are absent on every machine.
        var hash = 14695981039346656037UL;
        foreach (var index in chunkIndex)
        {
            hash = (hash ^ (uint)index) * 1099511628211UL;
        }

        hash ^= hash >> 33;
        hash *= 0xff51afd7ed558ccdUL;
        hash ^= hash >> 33;
        return (hash >> 11) * (1.0 / (1UL << 53)) < _spec.Absent;
    }
}
