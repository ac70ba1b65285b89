namespace Lamella.Engine.Arrays.Chunks;

/// <summary>
/// The budget of decoded bytes and who has to leave when it is used up. A class may always evict the classes below it,
/// oldest first, then its own oldest. So that a cache full of chunks shown long ago does not make prefetch pointless,
/// each lower class may grow to a share of the budget at the expense of the oldest chunks above it. Guarded by the
/// scheduler's lock.
/// </summary>
/// <param name="budget">Bytes.</param>
/// <param name="evicted">Told of every chunk that leaves, to forget it and take its buffer.</param>
internal sealed class ChunkCache(long budget, Action<ChunkEntry> evicted)
{
    private const int Classes = (int)ChunkPriority.Background + 1;

    /// <summary>Shares that a class may take from more urgent ones, as divisors of the budget: ¼, ¼ and ⅛.</summary>
    private static readonly long[] ShareDivisors = [1, 4, 4, 8];

    private readonly ChunkAge[] _ages = [new(), new(), new(), new()];
    private readonly long[] _classBytes = new long[Classes];

    /// <summary>Bytes reserved and held.</summary>
    public long Used { get; private set; }

    /// <summary>Bytes held that were never delivered as visible or preview.</summary>
    public long Unshown { get; private set; }

    public int Count { get; private set; }

    public int Pinned { get; private set; }

    /// <summary>Sets bytes aside for a chunk about to be decoded, evicting others where it must.</summary>
    /// <param name="bytes">The chunk's cost.</param>
    /// <param name="priority">The chunk's class, which decides whom it may evict.</param>
    /// <returns>False where all that could leave is pinned: ask again after a pin is returned.</returns>
    public bool TryReserve(long bytes, ChunkPriority priority)
    {
        while (Used + bytes > budget && Used > 0)
        {
            if (ChooseVictim(bytes, priority) is not { } victim)
            {
                return false;
            }

            Evict(victim);
        }

        Used += bytes;
        _classBytes[(int)priority] += bytes;
        return true;
    }

    /// <summary>Gives back what was set aside for a chunk that failed.</summary>
    /// <param name="bytes">As reserved.</param>
    /// <param name="priority">As reserved.</param>
    public void Release(long bytes, ChunkPriority priority)
    {
        Used -= bytes;
        _classBytes[(int)priority] -= bytes;
    }

    /// <summary>Takes a chunk in, pinned once, whose cost has been reserved.</summary>
    /// <param name="entry">The chunk; its class is the one it was reserved for.</param>
    /// <param name="priority">The class it is held in.</param>
    public void AddPinned(ChunkEntry entry, ChunkPriority priority)
    {
        _classBytes[(int)entry.CacheClass] -= entry.Cost;
        _classBytes[(int)priority] += entry.Cost;
        entry.CacheClass = priority;
        entry.Pins = 1;
        Unshown += entry.Shown ? 0 : entry.Buffer?.Length ?? 0;
        Count++;
        Pinned++;
    }

    /// <summary>Keeps a chunk from being evicted until <see cref="Unpin"/>, and notes who uses it.</summary>
    public void Pin(ChunkEntry entry, ChunkPriority priority)
    {
        if (entry.Pins++ == 0)
        {
            _ages[(int)entry.CacheClass].Remove(entry);
            Pinned++;
        }

        if (priority < entry.CacheClass)
        {
            _classBytes[(int)entry.CacheClass] -= entry.Cost;
            _classBytes[(int)priority] += entry.Cost;
            entry.CacheClass = priority;
        }
    }

    /// <summary>Returns a pin; the last one makes the chunk the newest of its class.</summary>
    /// <returns>Whether the chunk can be evicted now.</returns>
    public bool Unpin(ChunkEntry entry)
    {
        if (--entry.Pins > 0)
        {
            return false;
        }

        Pinned--;
        _ages[(int)entry.CacheClass].AddNewest(entry);
        if (Used > budget)
        {
            Evict(entry);
        }

        return true;
    }

    public void MarkShown(ChunkEntry entry)
    {
        if (!entry.Shown)
        {
            entry.Shown = true;
            Unshown -= entry.Buffer?.Length ?? 0;
        }
    }

    /// <summary>Evicts everything that is not pinned.</summary>
    public void Clear()
    {
        foreach (var age in _ages)
        {
            while (age.Oldest is { } oldest)
            {
                Evict(oldest);
            }
        }
    }

    private void Evict(ChunkEntry entry)
    {
        _ages[(int)entry.CacheClass].Remove(entry);
        _classBytes[(int)entry.CacheClass] -= entry.Cost;
        Used -= entry.Cost;
        Unshown -= entry.Shown ? 0 : entry.Buffer?.Length ?? 0;
        Count--;
        evicted(entry);
    }

    private ChunkEntry? ChooseVictim(long bytes, ChunkPriority priority)
    {
        var own = (int)priority;
        for (var less = Classes - 1; less > own; less--)
        {
            if (_ages[less].Oldest is { } victim)
            {
                return victim;
            }
        }

        var mayGrow = _classBytes[own] == 0 || _classBytes[own] + bytes <= budget / ShareDivisors[own];
        return mayGrow
            ? OldestAbove(own) ?? _ages[own].Oldest
            : _ages[own].Oldest;
    }

    private ChunkEntry? OldestAbove(int own)
    {
        for (var more = own - 1; more >= 0; more--)
        {
            if (_ages[more].Oldest is { } victim)
            {
                return victim;
            }
        }

        return null;
    }
}
