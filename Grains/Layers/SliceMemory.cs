using Lamella.Contracts.Slicing;

namespace Lamella.Grains.Layers;

/// <summary>
/// The memory of a finished slice, held by the cache and by those who read it. It is given back when the last of them lets
/// go, so that a slice being read is never recycled under its reader. Safe for concurrent use.
/// </summary>
internal sealed class SliceMemory(FinishedSlice slice)
{
    private int _holders = 1;

    /// <summary>Bytes held.</summary>
    public int Length { get; } = slice.Bytes.Length;

    /// <summary>Hands out a part by reference.</summary>
    /// <returns>The part; null where the memory has been given back already.</returns>
    public PixelPart? TryRead(long offset, int length)
    {
        // First, as it throws where the part lies outside: nobody would let go.
        var part = slice.Bytes.Slice(checked((int)offset), length);
        return TryHold() ? new PixelPart(part, new Lease(this)) : null;
    }

    /// <summary>Lets go.</summary>
    public void Release()
    {
        if (Interlocked.Decrement(ref _holders) == 0)
        {
            slice.Dispose();
        }
    }

    private bool TryHold()
    {
        var holders = Volatile.Read(ref _holders);
        while (holders > 0)
        {
            var seen = Interlocked.CompareExchange(ref _holders, holders + 1, holders);
            if (seen == holders)
            {
                return true;
            }

            holders = seen;
        }

        return false;
    }

    private sealed class Lease(SliceMemory memory) : IDisposable
    {
        private SliceMemory? _memory = memory;

        public void Dispose() => Interlocked.Exchange(ref _memory, null)?.Release();
    }
}
