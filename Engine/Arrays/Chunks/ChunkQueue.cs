namespace Lamella.Engine.Arrays.Chunks;

/// <summary>
/// Chunks that wait for a read or a decode, most urgent first: one binary heap a priority, in which every entry knows its
/// position, so that it can leave or become more urgent in O(log n). Guarded by the scheduler's lock.
/// </summary>
/// <param name="patience">How many chunks may pass over a less urgent one before it has its turn.</param>
internal sealed class ChunkQueue(int patience)
{
    private readonly List<ChunkEntry>[] _heaps = [[], [], [], []];
    private int _passedOver;

    public int Count => _heaps[0].Count + _heaps[1].Count + _heaps[2].Count + _heaps[3].Count;

    /// <summary>Those that somebody watches for: visible and preview.</summary>
    public int UrgentCount => _heaps[0].Count + _heaps[1].Count;

    public void Add(ChunkEntry entry)
    {
        var heap = HeapOf(entry);
        entry.QueuePosition = heap.Count;
        heap.Add(entry);
        Rise(heap, entry.QueuePosition);
    }

    public void Remove(ChunkEntry entry)
    {
        var heap = HeapOf(entry);
        var position = entry.QueuePosition;
        var last = heap[^1];
        heap.RemoveAt(heap.Count - 1);
        entry.QueuePosition = -1;
        if (last != entry)
        {
            Put(heap, position, last);
            Rise(heap, position);
            Sink(heap, last.QueuePosition);
        }
    }

    public void ChangeUrgency(ChunkEntry entry, ChunkUrgency urgency)
    {
        Remove(entry);
        entry.Urgency = urgency;
        Add(entry);
    }

    /// <summary>The next in turn, without taking it.</summary>
    /// <param name="least">The least urgent priority that may go.</param>
    public ChunkEntry? Peek(ChunkPriority least)
    {
        var first = Array.FindIndex(_heaps, static heap => heap.Count > 0);
        if (first < 0 || first > (int)least)
        {
            return null;
        }

        if (_passedOver >= patience)
        {
            var last = Array.FindLastIndex(_heaps, (int)least, static heap => heap.Count > 0);
            return _heaps[last][0];
        }

        return _heaps[first][0];
    }

    /// <summary>Takes what <see cref="Peek"/> returned.</summary>
    public void Take(ChunkEntry entry)
    {
        var passes = false;
        for (var less = (int)entry.Urgency.Priority + 1; less < _heaps.Length; less++)
        {
            passes |= _heaps[less].Count > 0;
        }

        _passedOver = passes ? _passedOver + 1 : 0;
        Remove(entry);
    }

    private static void Rise(List<ChunkEntry> heap, int position)
    {
        var entry = heap[position];
        while (position > 0 && entry.Urgency.CompareTo(heap[(position - 1) / 2].Urgency) < 0)
        {
            Put(heap, position, heap[(position - 1) / 2]);
            position = (position - 1) / 2;
        }

        Put(heap, position, entry);
    }

    private static void Sink(List<ChunkEntry> heap, int position)
    {
        var entry = heap[position];
        while (true)
        {
            var child = (2 * position) + 1;
            if (child + 1 < heap.Count && heap[child + 1].Urgency.CompareTo(heap[child].Urgency) < 0)
            {
                child++;
            }

            if (child >= heap.Count || heap[child].Urgency.CompareTo(entry.Urgency) >= 0)
            {
                break;
            }

            Put(heap, position, heap[child]);
            position = child;
        }

        Put(heap, position, entry);
    }

    private static void Put(List<ChunkEntry> heap, int position, ChunkEntry entry)
    {
        heap[position] = entry;
        entry.QueuePosition = position;
    }

    private List<ChunkEntry> HeapOf(ChunkEntry entry) => _heaps[(int)entry.Urgency.Priority];
}
