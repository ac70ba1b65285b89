using Lamella.Terminal.Viewing.State;

namespace Lamella.Terminal.Viewing.Screens;

/// <summary>Units of the viewer's axes, from the layers' metadata.</summary>
internal static class AxisUnits
{
    /// <summary>The unit of an axis of a canvas by the first layer that has one; a layer lives on the viewer's last axes. Null where none has.</summary>
    public static string? Of(ViewState state, CanvasState canvas, int axis)
    {
        var fromEnd = canvas.Dims.Ndim - axis;
        return state.Layers
            .Select(layer => layer.Info)
            .Where(info => info is not null && info.Axes.Length >= fromEnd)
            .Select(info => info!.Axes[^fromEnd].Unit)
            .FirstOrDefault(unit => !string.IsNullOrEmpty(unit));
    }
}
