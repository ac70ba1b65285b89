namespace Lamella.Engine.Arrays.Chunks.Prefetch;

/// <summary>
/// What was asked for ahead and has not been shown, against what has been shown: the bound on waste. Not safe for
/// concurrent use.
/// </summary>
internal sealed class PrefetchLedger(double wasteShare)
{
    private readonly HashSet<ChunkPosition> _unshown = [];
    private HashSet<ChunkPosition> _previous = [];
    private string? _array;

    /// <summary>Chunks shown that were not shown by the slice before.</summary>
    public long Shown { get; private set; }

    /// <summary>Of these, chunks that had been asked for ahead.</summary>
    public long Foreseen { get; private set; }

    /// <summary>Chunks asked for ahead and not shown yet.</summary>
    public int Unshown => _unshown.Count;

    /// <summary>How many more may be asked for now.</summary>
    /// <param name="headStart">Chunks that may be outstanding however little has been shown.</param>
    public long Allowance(int headStart) => Math.Max(headStart, (long)(Shown * wasteShare)) - _unshown.Count;

    /// <summary>Notes a slice whose chunks have all been at hand.</summary>
    public void Show(ChunkDemand demand)
    {
        if (_array != demand.Array.Metadata.Identity)
        {
            _array = demand.Array.Metadata.Identity;
            _unshown.Clear();
            _previous.Clear();
        }

        var shown = new HashSet<ChunkPosition>(demand.Count);
        for (var ordinal = 0; ordinal < demand.Count; ordinal++)
        {
            var position = new ChunkPosition(demand.ChunkIndex(ordinal));
            shown.Add(position);
            if (!_previous.Contains(position))
            {
                Shown++;
                Foreseen += _unshown.Remove(position) ? 1 : 0;
            }
        }

        _previous = shown;
    }

    /// <summary>Notes a chunk asked for ahead.</summary>
    /// <returns>False where it is on the list already.</returns>
    public bool Ask(ChunkPosition position) => !_previous.Contains(position) && _unshown.Add(position);

    /// <summary>A chunk that was let go before it was read is no waste.</summary>
    public void TakeBack(ChunkPosition position) => _unshown.Remove(position);
}
