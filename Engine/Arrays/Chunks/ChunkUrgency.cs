namespace Lamella.Engine.Arrays.Chunks;

/// <summary>
/// One comparable number for who goes first: the priority, then the order of asking. Within a priority the oldest goes
/// first: whatever is superseded has been cancelled, so all that waits is wanted, and the one who waits longest is due.
/// </summary>
/// <param name="Value">The priority in the topmost byte, the ticket below it; the smaller goes first.</param>
internal readonly record struct ChunkUrgency(ulong Value) : IComparable<ChunkUrgency>
{
    private const int TicketBits = 56;

    /// <summary>The urgency of one request for one chunk.</summary>
    /// <param name="priority">How urgent.</param>
    /// <param name="ticket">The scheduler's running number, below 2⁵⁶.</param>
    public ChunkUrgency(ChunkPriority priority, ulong ticket)
        : this(((ulong)priority << TicketBits) | ticket)
    {
    }

    public ChunkPriority Priority => (ChunkPriority)(Value >> TicketBits);

    public int CompareTo(ChunkUrgency other) => Value.CompareTo(other.Value);
}
