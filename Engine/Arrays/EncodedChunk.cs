using System.Buffers;

namespace Lamella.Engine.Arrays;

/// <summary>
/// The encoded bytes of one chunk in rented memory. Whoever receives it from <see cref="IChunkedArray.ReadAsync"/> owns
/// it and disposes it once, after decoding.
/// </summary>
public sealed class EncodedChunk : IDisposable
{
    private readonly IMemoryOwner<byte>? _owner;

    /// <summary>Wraps encoded bytes.</summary>
    /// <param name="bytes">The encoded bytes.</param>
    /// <param name="owner">What is given back on <see cref="Dispose"/>; null where nothing is.</param>
    /// <param name="state">Whatever the array needs to decode them, such as an offset within a shard.</param>
    public EncodedChunk(ReadOnlyMemory<byte> bytes, IMemoryOwner<byte>? owner = null, object? state = null)
    {
        Bytes = bytes;
        _owner = owner;
        State = state;
    }

    /// <summary>The encoded bytes; invalid after <see cref="Dispose"/>.</summary>
    public ReadOnlyMemory<byte> Bytes { get; }

    /// <summary>What the array that read the chunk attached for decoding it.</summary>
    public object? State { get; }

    /// <summary>Gives the memory back.</summary>
    public void Dispose() => _owner?.Dispose();
}
