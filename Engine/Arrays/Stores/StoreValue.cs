using System.Buffers;

namespace Lamella.Engine.Arrays.Stores;

/// <summary>
/// Bytes that a store handed out, in memory of exactly their length, rented where the store could. Whoever receives it
/// owns it and disposes it once; disposing more than once does nothing more.
/// </summary>
public sealed class StoreValue : IMemoryOwner<byte>
{
    private byte[]? _rented;
    private Memory<byte> _memory;

    private StoreValue(byte[]? rented, Memory<byte> memory)
    {
        _rented = rented;
        _memory = memory;
    }

    /// <summary>The bytes; empty after <see cref="Dispose"/>.</summary>
    public ReadOnlyMemory<byte> Bytes => _memory;

    /// <summary>Number of bytes.</summary>
    public int Length => _memory.Length;

    /// <summary>The same bytes, for the store that fills them.</summary>
    public Memory<byte> Memory => _memory;

    /// <summary>Rents memory, of unspecified content.</summary>
    /// <param name="length">Number of bytes.</param>
    public static StoreValue Rent(int length)
    {
        var rented = ArrayPool<byte>.Shared.Rent(length);
        return new StoreValue(rented, rented.AsMemory(0, length));
    }

    /// <summary>Wraps memory that is not given back.</summary>
    /// <param name="bytes">The bytes; nobody writes to them.</param>
    public static StoreValue Wrap(byte[] bytes) => new(rented: null, bytes);

    /// <summary>Wraps a part of an array that is not given back.</summary>
    /// <param name="bytes">The array; nobody writes to it.</param>
    /// <param name="offset">First byte.</param>
    /// <param name="length">Number of bytes.</param>
    public static StoreValue Wrap(byte[] bytes, int offset, int length) => new(rented: null, bytes.AsMemory(offset, length));

    /// <summary>Gives the memory back.</summary>
    public void Dispose()
    {
        _memory = default;
        if (Interlocked.Exchange(ref _rented, null) is { } rented)
        {
            ArrayPool<byte>.Shared.Return(rented);
        }
    }
}
