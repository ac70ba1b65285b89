namespace Lamella.Engine.Arrays.Chunks;

/// <summary>
/// Buffers between an evicted chunk and the next one of its size. Safe for concurrent use.
/// </summary>
/// <param name="capacity">Most bytes kept for reuse, beyond the budget of decoded chunks.</param>
internal sealed class DecodedBufferPool(long capacity) : IDisposable
{
    private readonly Lock _gate = new();
    private readonly Dictionary<int, Stack<DecodedBuffer>> _free = [];
    private long _bytes;
    private bool _disposed;

    public DecodedBuffer Rent(int length)
    {
        lock (_gate)
        {
            if (_free.TryGetValue(length, out var stack) && stack.TryPop(out var buffer))
            {
                _bytes -= length;
                return buffer;
            }
        }

        return new DecodedBuffer(length);
    }

    /// <summary>Takes ownership of a buffer that nobody reads any more.</summary>
    public void Return(DecodedBuffer buffer)
    {
        lock (_gate)
        {
            if (!_disposed && MakeRoomNeedsLock(buffer.Length))
            {
                if (!_free.TryGetValue(buffer.Length, out var stack))
                {
                    _free.Add(buffer.Length, stack = new());
                }

                stack.Push(buffer);
                _bytes += buffer.Length;
                return;
            }
        }

        buffer.Dispose();
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _disposed = true;
            _ = MakeRoomNeedsLock(capacity);
        }
    }

    /// <summary>Frees buffers of any size until some bytes fit: the sizes in use now matter, not those of an hour ago.</summary>
    private bool MakeRoomNeedsLock(long length)
    {
        if (length > capacity)
        {
            return false;
        }

        while (_bytes + length > capacity)
        {
            var (size, stack) = _free.First();
            if (stack.TryPop(out var victim))
            {
                _bytes -= size;
                victim.Dispose();
            }

            if (stack.Count == 0)
            {
                _free.Remove(size);
            }
        }

        return true;
    }
}
