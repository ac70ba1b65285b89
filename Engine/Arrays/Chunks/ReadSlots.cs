namespace Lamella.Engine.Arrays.Chunks;

/// <summary>The queue and the concurrent reads of one kind of store. Guarded by the scheduler's lock.</summary>
internal sealed class ReadSlots(int limit, ChunkSchedulerOptions options)
{
    private readonly int _patientLimit = Math.Max(1, limit - (int)Math.Ceiling(limit * options.UrgentReadShare));
    private int _patient;

    public ChunkQueue Queue { get; } = new(options.Patience);

    public int Active { get; private set; }

    /// <summary>The next chunk that may be read now, or null.</summary>
    public ChunkEntry? Peek() => Peek(_patient < _patientLimit ? ChunkPriority.Background : ChunkPriority.Preview);

    /// <summary>The next chunk of some priorities that may be read now, or null.</summary>
    /// <param name="least">The least urgent priority that may go.</param>
    public ChunkEntry? Peek(ChunkPriority least) => Active >= limit ? null : Queue.Peek(least);

    /// <summary>Occupies a slot for a chunk from <see cref="Peek()"/>.</summary>
    /// <returns>Whether it went as prefetch or background, to be told to <see cref="End"/>.</returns>
    public bool Begin(ChunkEntry entry)
    {
        Queue.Take(entry);
        Active++;
        _patient += entry.IsPrefetchOrLess ? 1 : 0;
        return entry.IsPrefetchOrLess;
    }

    /// <summary>Frees the slot of a read that has returned, aborted or not.</summary>
    public void End(bool asPatient)
    {
        Active--;
        _patient -= asPatient ? 1 : 0;
    }
}
