using System.Buffers;

namespace Lamella.Engine.Arrays.Formats.Flat;

/// <summary>A part of a mapped file as memory; it keeps the mapping alive.</summary>
internal sealed unsafe class MappedWindow(MappedFile file, long offset, int length) : MemoryManager<byte>
{
    public override Span<byte> GetSpan() => new(file.Pointer + offset, length);

    public override MemoryHandle Pin(int elementIndex = 0) => new(file.Pointer + offset + elementIndex, pinnable: this);

    public override void Unpin()
    {
        // Mapped memory does not move.
    }

    protected override void Dispose(bool disposing)
    {
        // The mapping is given back when nothing refers to it.
    }
}
