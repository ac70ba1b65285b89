using Lamella.Contracts.Geometry;
using Lamella.Contracts.Grains;
using Lamella.Contracts.Slicing;
using Lamella.Contracts.Viewers;

namespace Lamella.Sdk.Slicing;

/// <summary>
/// The last move and the last field of view that a handle had accepted. A viewer writes its state a moment after it has
/// accepted a change, so that what was accepted just before its silo was lost is known here alone, and is made again.
/// Safe for concurrent use.
/// </summary>
internal sealed class LastMoves
{
    private readonly Lock _gate = new();
    private Move<Dims>? _dims;
    private Move<FieldOfView?>? _view;

    /// <summary>A move was accepted.</summary>
    /// <param name="dims">Where to.</param>
    /// <param name="order">Its number; of two, the greater counts.</param>
    /// <param name="revision">The revision that the viewer answered with.</param>
    public void Accepted(Dims dims, ChangeOrder order, Revision revision)
    {
        lock (_gate)
        {
            _dims = Newer(_dims, new Move<Dims>(dims, order, revision));
        }
    }

    /// <summary>A field of view was accepted.</summary>
    /// <param name="view">What the canvas shows.</param>
    /// <param name="order">Its number; of two, the greater counts.</param>
    /// <param name="revision">The revision that the viewer answered with.</param>
    public void Accepted(FieldOfView? view, ChangeOrder order, Revision revision)
    {
        lock (_gate)
        {
            _view = Newer(_view, new Move<FieldOfView?>(view, order, revision));
        }
    }

    /// <summary>What a viewer has lost that came back from storage, as its state shows; nothing once somebody has moved it anew.</summary>
    /// <param name="snapshot">The viewer as it stands.</param>
    public (Move<Dims>? Dims, Move<FieldOfView?>? View) LostIn(ViewerSnapshot snapshot)
    {
        lock (_gate)
        {
            return (LostIn(snapshot, snapshot.RestoredFrom, _dims), LostIn(snapshot, snapshot.RestoredViewFrom, _view));
        }
    }

    private static Move<T>? LostIn<T>(ViewerSnapshot snapshot, Revision? kept, Move<T>? move) =>
        move?.Revision > kept && move.Revision.Epoch < snapshot.Revision.Epoch ? move : null;

    /// <summary>The same move made again counts: its revision is newer.</summary>
    private static Move<T> Newer<T>(Move<T>? known, Move<T> next) =>
        known is null || next.Order.Number > known.Order.Number || (next.Order == known.Order && next.Revision > known.Revision) ? next : known;

    /// <summary>A move.</summary>
    /// <param name="To">What was asked for.</param>
    /// <param name="Order">Its number, with which it is made again: what was asked for later wins.</param>
    /// <param name="Revision">The revision that the viewer answered with.</param>
    internal sealed record Move<T>(T To, ChangeOrder Order, Revision Revision);
}
