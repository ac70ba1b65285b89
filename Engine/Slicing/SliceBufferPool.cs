using System.Buffers;

namespace Lamella.Engine.Slicing;

/// <summary>
/// Memory between a slice that nobody reads any more and the next one. Successive slices of a layer are of one size: large
/// ones are kept by their exact length, where a shared pool would round 17 MB up to 32 and keep dozens. Safe for concurrent use.
/// </summary>
/// <param name="capacity">Most bytes kept.</param>
internal sealed class SliceBufferPool(long capacity)
{
    /// <summary>What is no larger is pooled well enough by the runtime.</summary>
    private const int Large = 1 << 20;

    /// <summary>The one that all slices of a process share: two or three canvases' worth.</summary>
    public static SliceBufferPool Shared { get; } = new(32L << 20);

    private readonly Lock _gate = new();
    private readonly LinkedList<byte[]> _spare = [];
    private long _bytes;

    /// <summary>Bytes kept for reuse now.</summary>
    public long SpareBytes => Interlocked.Read(ref _bytes);

    /// <summary>Memory of unspecified content, at least so long.</summary>
    /// <param name="length">Bytes.</param>
    public byte[] Rent(int length)
    {
        if (length <= Large)
        {
            return ArrayPool<byte>.Shared.Rent(length);
        }

        lock (_gate)
        {
            for (var node = _spare.First; node is not null; node = node.Next)
            {
                if (node.Value.Length == length)
                {
                    _spare.Remove(node);
                    _bytes -= length;
                    return node.Value;
                }
            }
        }

        return GC.AllocateUninitializedArray<byte>(length);
    }

    /// <summary>Takes back what <see cref="Rent"/> gave. The longest unused gives way to it.</summary>
    /// <param name="buffer">The memory; nobody reads it any more.</param>
    public void Return(byte[] buffer)
    {
        if (buffer.Length <= Large)
        {
            ArrayPool<byte>.Shared.Return(buffer);
            return;
        }

        lock (_gate)
        {
            if (buffer.Length > capacity)
            {
                return;
            }

            _spare.AddFirst(buffer);
            _bytes += buffer.Length;
            while (_bytes > capacity)
            {
                _bytes -= _spare.Last!.Value.Length;
                _spare.RemoveLast();
            }
        }
    }
}
