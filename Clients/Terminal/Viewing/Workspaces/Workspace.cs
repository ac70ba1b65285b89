using System.Collections.Immutable;
using Lamella.Contracts.Geometry;
using Lamella.Contracts.Layers;
using Lamella.Terminal.Viewing.State;

namespace Lamella.Terminal.Viewing.Workspaces;

/// <summary>What is kept of a session: the layers, where one stood, and how the canvases lay.</summary>
/// <param name="Version">Of the file's format; 1.</param>
/// <param name="Layout">How the canvases share the screen.</param>
/// <param name="Order">The axes in display order.</param>
/// <param name="Ndisplay">Displayed axes, 2 or 3.</param>
/// <param name="Point">World coordinates.</param>
/// <param name="Layers">Bottom first.</param>
internal sealed record Workspace(
    int Version,
    CanvasLayout Layout,
    ImmutableArray<int> Order,
    int Ndisplay,
    ImmutableArray<double> Point,
    ImmutableArray<WorkspaceLayer> Layers)
{
    public const int CurrentVersion = 1;

    /// <summary>What is kept of a state.</summary>
    public static Workspace Of(ViewState state)
    {
        var dims = state.Canvases[0].Dims;
        return new Workspace(
            CurrentVersion,
            state.Layout,
            dims.Order,
            dims.Ndisplay,
            dims.Point,
            [.. state.Layers.Select(layer => layer.Image).OfType<ImageLayerSpec>().Select(WorkspaceLayer.Of)]);
    }

    /// <summary>The Dims of this workspace on what the layers turned out to be; unchanged where they do not go together.</summary>
    public Dims Apply(Dims dims) =>
        Order.Length == dims.Ndim && Point.Length == dims.Ndim && AxisOrder.IsPermutation(Order) && Ndisplay is 2 or 3
            ? dims.WithOrder(Order).WithNdisplay(Ndisplay).WithPoint(Point)
            : dims;
}
