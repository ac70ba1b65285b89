namespace Lamella.Engine.Slicing.Projections;

/// <summary>
/// What has come of one column of chunks: how many planes each tile of its area has, and the parts that came before their turn.
/// </summary>
internal sealed class ProjectionColumn<TPart>
{
    private readonly Dictionary<int, (TPart[] Part, long Planes)> _early = [];
    private long[] _planes = [];
    private int _turn;

    public Lock Gate { get; } = new();

    /// <summary>The parts that came before their turn, with the planes of each.</summary>
    public IEnumerable<(TPart[] Part, long Planes)> Early_NeedsGate => _early.Values;

    /// <summary>Planes that every tile has.</summary>
    public long Planes_NeedsGate => (_planes.Length == 0 ? 0 : _planes.Min()) + _early.Values.Sum(static early => early.Planes);

    /// <summary>Planes that a tile has, without early parts.</summary>
    public long PlanesOf_NeedsGate(int tile) => _planes.Length == 0 ? 0 : _planes[tile];

    /// <summary>Counts planes that a tile has got.</summary>
    public void Count_NeedsGate(int tile, int tiles, long planes)
    {
        if (_planes.Length == 0)
        {
            _planes = new long[tiles];
        }

        _planes[tile] += planes;
    }

    /// <summary>Whether a part's turn has come; if not, it is kept.</summary>
    public bool IsTurn_NeedsGate(int turn, TPart[] part, long planes)
    {
        if (turn == _turn)
        {
            return true;
        }

        _early.Add(turn, (part, planes));
        return false;
    }

    /// <summary>Ends a turn; gives the part whose turn has come by that, or null.</summary>
    public (TPart[] Part, long Planes)? Next_NeedsGate() => _early.Remove(++_turn, out var early) ? early : null;
}
