using System.Collections.Immutable;
using Lamella.Contracts.Geometry;
using Lamella.Terminal.Viewing.State;

namespace Lamella.Terminal.Viewing.Input;

/// <summary>Moves canvases, and with them those that are linked.</summary>
internal static class DimsChanges
{
    /// <summary>Moves the active canvas.</summary>
    public static Reduction Move(Reduction reduction, Func<Dims, Dims> change)
    {
        var state = reduction.State;
        var moved = change(state.Active.Dims);
        var result = Set(reduction, state.ActiveCanvas, moved);
        return state.Linked
            ? result.ForEachCanvas((now, canvas) => canvas == state.ActiveCanvas || now.State.Canvases[canvas].Dims.Ndim != moved.Ndim
                ? now
                : Set(now, canvas, now.State.Canvases[canvas].Dims.WithPoint(moved.Point).WithLastUsed(moved.LastUsed)))
            : result;
    }

    /// <summary>Gives a canvas other Dims; the same Dims ask for nothing.</summary>
    public static Reduction Set(Reduction reduction, int canvas, Dims dims)
    {
        var state = reduction.State;
        var before = state.Canvases[canvas];
        if (before.Dims.Equals(dims))
        {
            return reduction;
        }

        var turned = !before.Dims.Order.AsSpan().SequenceEqual(dims.Order.AsSpan()) || before.Dims.Ndisplay != dims.Ndisplay;
        var after = before with
        {
            Dims = dims,
            Camera = turned ? before.Camera with { Fits = true } : before.Camera,
            Unanswered = before.Unanswered + 1,
            UnansweredDims = before.UnansweredDims + 1,
            WaitingSince = before.WaitingSince ?? state.Now,
        };
        return reduction
            .With(state.WithCanvas(canvas, _ => after))
            .Emit(new ViewEffect.SetDims(canvas, dims, state.Now));
    }

    /// <summary>The order of axes that a canvas of a layout starts with.</summary>
    /// <param name="order">The order of the first canvas.</param>
    /// <param name="layout">How the canvases share the screen.</param>
    /// <param name="canvas">Which canvas.</param>
    public static ImmutableArray<int> OrderFor(ImmutableArray<int> order, CanvasLayout layout, int canvas) => (layout, canvas) switch
    {
        _ when order.Length < 3 || canvas == 0 => order,

        // The view to the right has the first one's rows, the view below it its columns.
        (CanvasLayout.Orthogonal, 1) => [.. order[..^3], order[^1], order[^2], order[^3]],
        (CanvasLayout.Orthogonal, _) or (CanvasLayout.SideBySide, 1) => [.. order[..^3], order[^2], order[^3], order[^1]],
        _ => order,
    };
}
