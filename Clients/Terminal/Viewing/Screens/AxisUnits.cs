using System.Collections.Immutable;
using Lamella.Engine.Slicing.Units;
using Lamella.Terminal.Viewing.State;

namespace Lamella.Terminal.Viewing.Screens;

/// <summary>Units of the viewer's axes, from the layers' metadata.</summary>
internal static class AxisUnits
{
    /// <summary>
    /// The unit of an axis of a canvas: the one that all layers share, else that of the first layer that has one; a layer
    /// lives on the viewer's last axes. Null where none has.
    /// </summary>
    public static string? Of(ViewState state, CanvasState canvas, int axis)
    {
        var fromEnd = canvas.Dims.Ndim - axis;
        var layers = state.Layers
            .Select(layer => layer.Info?.Axes ?? [])
            .Where(axes => axes.Length > 0)
            .Select(axes => axes.Select(known => known.Unit).ToImmutableArray())
            .ToArray();
        if (WorldUnits.Of(layers) is { } shared && shared.Length >= fromEnd)
        {
            return shared[^fromEnd] == PhysicalUnit.Pixel ? null : shared[^fromEnd].Name;
        }

        return layers
            .Where(units => units.Length >= fromEnd)
            .Select(units => units[^fromEnd])
            .FirstOrDefault(unit => !string.IsNullOrEmpty(unit));
    }
}
