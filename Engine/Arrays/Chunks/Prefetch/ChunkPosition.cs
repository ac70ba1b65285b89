namespace Lamella.Engine.Arrays.Chunks.Prefetch;

/// <summary>A position in a chunk grid, compared by its numbers.</summary>
internal readonly struct ChunkPosition(ReadOnlyMemory<int> index) : IEquatable<ChunkPosition>
{
    private readonly ReadOnlyMemory<int> _index = index;

    /// <summary>The position along an axis.</summary>
    public int this[int axis] => _index.Span[axis];

    public bool Equals(ChunkPosition other) => _index.Span.SequenceEqual(other._index.Span);

    public override bool Equals(object? obj) => obj is ChunkPosition other && Equals(other);

    public override int GetHashCode()
    {
        var hash = default(HashCode);
        hash.AddBytes(System.Runtime.InteropServices.MemoryMarshal.AsBytes(_index.Span));
        return hash.ToHashCode();
    }
}
