using System.Collections.Immutable;
using Lamella.Terminal.Viewing.State;

namespace Lamella.Terminal.Viewing.Input;

/// <summary>How many canvases there are, and what each shows.</summary>
internal static class CanvasReducer
{
    public static Reduction Arrange(Reduction reduction, CanvasLayout layout)
    {
        var before = reduction.State;
        var count = layout switch
        {
            CanvasLayout.SideBySide => 2,
            CanvasLayout.Orthogonal => 3,
            CanvasLayout.Grid => Math.Clamp(before.Layers.Length, 1, ViewState.MaxCanvases),
            _ => 1,
        };
        var first = before.Canvases[0];
        var canvases = before.Canvases.Take(count).ToImmutableArray();
        while (canvases.Length < count)
        {
            canvases = canvases.Add(new CanvasState
            {
                IsOpening = true,
                Dims = first.Dims.WithOrder(DimsChanges.OrderFor(first.Dims.Order, layout, canvases.Length)),
            });
        }

        var after = before with { Layout = layout, Canvases = canvases, ActiveCanvas = Math.Min(before.ActiveCanvas, count - 1) };
        var result = reduction.With(after);
        for (var canvas = before.Canvases.Length; canvas < count; canvas++)
        {
            result = result.Emit(new ViewEffect.OpenCanvas(canvas, after));
        }

        for (var canvas = count; canvas < before.Canvases.Length; canvas++)
        {
            result = result.Emit(new ViewEffect.CloseCanvas(canvas));
        }

        // Canvases that stay take the order of the new layout.
        return result.ForEachCanvas((now, canvas) =>
        {
            if (canvas == 0 || canvas >= before.Canvases.Length)
            {
                return Announce(now, before, canvas);
            }

            var order = DimsChanges.OrderFor(first.Dims.Order, layout, canvas);
            return DimsChanges.Set(Announce(now, before, canvas), canvas, now.State.Canvases[canvas].Dims.WithOrder(order));
        });
    }

    /// <summary>Tells a canvas's viewer which layers it shows from now on, where that has changed.</summary>
    private static Reduction Announce(Reduction reduction, ViewState before, int canvas)
    {
        var after = reduction.State;
        for (var layer = 0; layer < after.Layers.Length && canvas < before.Canvases.Length; layer++)
        {
            if (before.Shows(canvas, layer) != after.Shows(canvas, layer))
            {
                reduction = reduction.Emit(LayerReducer.UpdateOn(after, canvas, layer));
            }
        }

        return reduction;
    }
}
