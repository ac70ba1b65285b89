using System.Collections.Immutable;
using Lamella.Contracts.Arrays;
using Lamella.Contracts.Errors;

namespace Lamella.Engine.Slicing;

/// <summary>
/// Pixels that a slice made, in C order and little-endian, in rented memory. Whoever receives it owns it and disposes it
/// once nobody reads <see cref="Bytes"/> any more. Safe to read from several threads; disposing twice is harmless.
/// </summary>
public sealed class SlicedArray : IDisposable
{
    private readonly int _byteLength;
    private byte[]? _rented;

    private SlicedArray(byte[] rented, ImmutableArray<int> shape, DataType dataType, int byteLength)
    {
        _rented = rented;
        _byteLength = byteLength;
        Shape = shape;
        DataType = dataType;
    }

    /// <summary>Elements along each axis: the displayed axes in display order, then colour samples where there are any.</summary>
    public ImmutableArray<int> Shape { get; }

    /// <summary>The element type.</summary>
    public DataType DataType { get; }

    /// <summary>The elements.</summary>
    /// <exception cref="ObjectDisposedException">The memory has been given back.</exception>
    public ReadOnlyMemory<byte> Bytes => Writable;

    internal Memory<byte> Writable
    {
        get
        {
            var rented = _rented;
            ObjectDisposedException.ThrowIf(rented is null, this);
            return rented.AsMemory(0, _byteLength);
        }
    }

    /// <summary>Gives the memory back.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _rented, null) is { } rented)
        {
            SliceBufferPool.Shared.Return(rented);
        }
    }

    /// <summary>The same memory as elements of another type, no longer than these; this one is spent by it.</summary>
    /// <param name="dataType">The element type.</param>
    internal SlicedArray Reinterpret(DataType dataType)
    {
        var rented = Interlocked.Exchange(ref _rented, null);
        ObjectDisposedException.ThrowIf(rented is null, this);
        return new SlicedArray(rented, Shape, dataType, _byteLength / DataType.ItemSize() * dataType.ItemSize());
    }

    /// <summary>Rents memory of unspecified content.</summary>
    /// <param name="shape">Elements along each axis.</param>
    /// <param name="dataType">The element type.</param>
    /// <param name="limits">What it may take.</param>
    /// <exception cref="LamellaException"><see cref="LamellaErrorCode.LimitExceeded"/>: too many bytes.</exception>
    internal static SlicedArray Rent(ReadOnlySpan<long> shape, DataType dataType, SliceLimits limits)
    {
        var most = Math.Min(limits.MaxSliceBytes, Array.MaxLength);
        UInt128 bytes = (UInt128)dataType.ItemSize();
        foreach (var extent in shape)
        {
            // Extents fit in 63 bits and the product is cut off beyond the limit, so it cannot overflow.
            bytes = extent == 0 ? 0 : UInt128.Min(bytes * (UInt128)extent, UInt128.MaxValue >> 64);
        }

        if (bytes > (UInt128)most)
        {
            throw new LamellaException(
                LamellaErrorCode.LimitExceeded,
                $"A slice of shape [{string.Join(", ", shape.ToArray())}] takes {bytes} bytes, the limit is {most}; show a coarser level or fewer axes.",
                expected: $"at most {most} bytes",
                got: $"{bytes} bytes");
        }

        ImmutableArray<int> extents = [.. shape.ToArray().Select(static extent => (int)extent)];
        return new SlicedArray(SliceBufferPool.Shared.Rent((int)bytes), extents, dataType, (int)bytes);
    }
}
