using System.Runtime.InteropServices;

namespace Lamella.Engine.Arrays.Chunks;

/// <summary>
/// The memory of one decoded chunk, outside the garbage-collected heap: chunks come and go at hundreds of megabytes a
/// second, which the large-object heap would only give back in full collections. Its owner disposes it once.
/// </summary>
internal sealed unsafe class DecodedBuffer : IDisposable
{
    /// <summary>A cache line and the widest vector.</summary>
    private const int Alignment = 64;

    private void* _pointer;

    public DecodedBuffer(int length)
    {
        Length = length;
        _pointer = NativeMemory.AlignedAlloc((nuint)Math.Max(length, 1), Alignment);
    }

    ~DecodedBuffer() => Free();

    public int Length { get; }

    /// <summary>The bytes. Valid until disposed; the holder keeps this object reachable meanwhile.</summary>
    public Span<byte> Span
    {
        get
        {
            ObjectDisposedException.ThrowIf(_pointer is null, this);
            return new Span<byte>(_pointer, Length);
        }
    }

    public void Dispose()
    {
        Free();
        GC.SuppressFinalize(this);
    }

    private void Free()
    {
        NativeMemory.AlignedFree(_pointer);
        _pointer = null;
    }
}
