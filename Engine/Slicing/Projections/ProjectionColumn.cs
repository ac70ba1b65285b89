namespace Lamella.Engine.Slicing.Projections;

/// <summary>The parts of one column of chunks that came before their turn.</summary>
internal sealed class ProjectionColumn<TPart>
{
    private readonly Dictionary<int, TPart[]> _early = [];
    private int _turn;

    public Lock Gate { get; } = new();

    /// <summary>Whether a part's turn has come; if not, it is kept.</summary>
    public bool IsTurn_NeedsGate(int turn, TPart[] part)
    {
        if (turn == _turn)
        {
            return true;
        }

        _early.Add(turn, part);
        return false;
    }

    /// <summary>Ends a turn; gives the part whose turn has come by that, or null.</summary>
    public TPart[]? Next_NeedsGate() => _early.Remove(++_turn, out var part) ? part : null;
}
