using Lamella.Contracts.Errors;
using Lamella.Contracts.Slicing;
using Lamella.Contracts.Viewers;
using Lamella.Sdk.Slicing;

namespace Lamella.Sdk;

/// <content>Makes again what was accepted and lost with a silo.</content>
public sealed partial class Viewer
{
    /// <summary>The viewer as it stands; what it had lost with its silo has been made again.</summary>
    private async Task<ViewerSnapshot> AskStateAsync()
    {
        var snapshot = await _grain.GetSnapshot().ConfigureAwait(false);
        return await MakeLostAgainAsync(snapshot).ConfigureAwait(false) ? await _grain.GetSnapshot().ConfigureAwait(false) : snapshot;
    }

    /// <summary>Makes again what this handle had accepted and the viewer has lost with its silo.</summary>
    /// <returns>Whether there was anything.</returns>
    private async Task<bool> MakeLostAgainAsync(ViewerSnapshot snapshot)
    {
        var (dims, view) = _moves.LostIn(snapshot);
        var isViewFirst = view?.Order.Number < dims?.Order.Number;
        if (view is not null && isViewFirst)
        {
            await MakeViewAgainAsync(view, snapshot).ConfigureAwait(false);
        }

        if (dims is not null)
        {
            var made = await AcceptedOrRefusedAsync(_grain.SetDims(dims.To, dims.Order), snapshot).ConfigureAwait(false);
            _moves.Accepted(dims.To, dims.Order, made);
        }

        if (view is not null && !isViewFirst)
        {
            await MakeViewAgainAsync(view, snapshot).ConfigureAwait(false);
        }

        return dims is not null || view is not null;
    }

    private async Task MakeViewAgainAsync(LastMoves.Move<FieldOfView?> view, ViewerSnapshot snapshot)
    {
        var made = await AcceptedOrRefusedAsync(_grain.SetFieldOfView(view.To, view.Order), snapshot).ConfigureAwait(false);
        _moves.Accepted(view.To, view.Order, made);
    }

    /// <summary>What was refused does not fit any more, and is not tried again.</summary>
    private static async Task<Revision> AcceptedOrRefusedAsync(Task<Revision> change, ViewerSnapshot snapshot)
    {
        try
        {
            return await change.ConfigureAwait(false);
        }
        catch (LamellaException)
        {
            return snapshot.Revision;
        }
    }
}
