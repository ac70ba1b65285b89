using System.Runtime.InteropServices;

namespace Lamella.Engine.Arrays.Chunks;

/// <summary>One chunk that the scheduler knows. Every field is guarded by the scheduler's lock unless it says otherwise.</summary>
internal sealed class ChunkEntry(ChunkScheduler scheduler, ArrayChunks array, long key, IChunkedArray source, ReadOnlyMemory<int> index)
    : IThreadPoolWorkItem
{
    /// <summary>Bytes that the budget counts for a held chunk beside its elements: this object and its table slot.</summary>
    public const int Overhead = 256;

    private List<ChunkWaiter>? _waiters;

    public ArrayChunks Array { get; } = array;

    public long Key { get; } = key;

    /// <summary>Who reads and decodes; set by the first demander, dropped when the chunk is held.</summary>
    public IChunkedArray? Source { get; set; } = source;

    /// <summary>Position in the grid; dropped with <see cref="Source"/>, for it keeps the first demand's indices alive.</summary>
    public ReadOnlyMemory<int> Index { get; set; } = index;

    public ChunkState State { get; set; }

    /// <summary>The most urgent waiter's; of a held chunk, the last one's.</summary>
    public ChunkUrgency Urgency { get; set; }

    /// <summary>Position in the queue's heap; −1 outside.</summary>
    public int QueuePosition { get; set; } = -1;

    public CancellationTokenSource? Abort { get; set; }

    public long BytesInFlight { get; set; }

    /// <summary>Whether its read occupies a slot as prefetch or background.</summary>
    public bool ReadsAsPatient { get; set; }

    /// <summary>What the read returned; null before and after, and where the chunk is absent.</summary>
    public EncodedChunk? Encoded { get; set; }

    /// <summary>The decoded bytes; null where the chunk is absent or not held. Stable while pinned.</summary>
    public DecodedBuffer? Buffer { get; set; }

    public int Pins { get; set; }

    /// <summary>Whether it was delivered as visible or preview.</summary>
    public bool Shown { get; set; }

    /// <summary>The class in which the cache holds it.</summary>
    public ChunkPriority CacheClass { get; set; }

    public ChunkEntry? Older { get; set; }

    public ChunkEntry? Newer { get; set; }

    public int WaiterCount => _waiters?.Count ?? 0;

    public bool IsPrefetchOrLess => Urgency.Priority >= ChunkPriority.Prefetch;

    /// <summary>What the budget counts for it while it is held.</summary>
    public long Cost => Overhead + (Buffer?.Length ?? 0);

    /// <summary>The decoded bytes, empty where absent. Needs a pin.</summary>
    public ReadOnlySpan<byte> Bytes => Buffer is { } buffer ? buffer.Span : default;

    public ReadOnlySpan<ChunkWaiter> Waiters => CollectionsMarshal.AsSpan(_waiters);

    public void AddWaiter(ChunkWaiter waiter) => (_waiters ??= new(1)).Add(waiter);

    public bool TryTakeWaiter(out ChunkWaiter waiter)
    {
        if (_waiters is not { Count: > 0 })
        {
            waiter = default;
            return false;
        }

        waiter = _waiters[0];
        _waiters.RemoveAt(0);
        return true;
    }

    /// <summary>Removes every wish of one demand.</summary>
    /// <param name="demand">Who lets go.</param>
    /// <returns>Whether there was one.</returns>
    public bool RemoveWaiters(PendingDemand demand) => _waiters?.RemoveAll(waiter => waiter.Demand == demand) > 0;

    /// <summary>The urgency of the most urgent waiter; there is one.</summary>
    public ChunkUrgency MostUrgent()
    {
        var most = new ChunkUrgency(ulong.MaxValue);
        foreach (var waiter in Waiters)
        {
            most = waiter.Urgency.CompareTo(most) < 0 ? waiter.Urgency : most;
        }

        return most;
    }

    /// <summary>Thread pool: reads the chunk.</summary>
    void IThreadPoolWorkItem.Execute() => scheduler.Read(this);
}
