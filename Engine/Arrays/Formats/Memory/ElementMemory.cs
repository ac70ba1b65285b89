using System.Buffers;
using System.Runtime.InteropServices;

namespace Lamella.Engine.Arrays.Formats.Memory;

/// <summary>An array of elements seen as bytes, without a copy.</summary>
internal sealed class ElementMemory<T>(T[] elements) : MemoryManager<byte>
    where T : unmanaged
{
    public override Span<byte> GetSpan() => MemoryMarshal.AsBytes(elements.AsSpan());

    public override unsafe MemoryHandle Pin(int elementIndex = 0)
    {
        var handle = GCHandle.Alloc(elements, GCHandleType.Pinned);
        return new MemoryHandle((byte*)handle.AddrOfPinnedObject() + elementIndex, handle);
    }

    public override void Unpin()
    {
        // The handle that Pin returned frees itself.
    }

    protected override void Dispose(bool disposing)
    {
        // The array is the caller's.
    }
}
