using System.Collections.Immutable;
using Lamella.Contracts.Geometry;
using Lamella.Contracts.Layers;
using Lamella.Sdk.Workspaces;
using Lamella.Terminal.Viewing.State;

namespace Lamella.Terminal.Viewing.Workspaces;

/// <summary>What of a session a workspace keeps: a viewer for each canvas, in their order.</summary>
internal static class SavedView
{
    /// <summary>What is kept of a state.</summary>
    public static Workspace Of(ViewState state, string name) => new()
    {
        Name = name,
        Viewers =
        [
            .. state.Canvases.Select((canvas, index) => new WorkspaceViewer
            {
                Id = $"canvas-{index + 1}",
                Layers = [.. state.Layers.Select((layer, at) => layer.Spec with { Visible = state.Shows(index, at) })],
                Ndisplay = canvas.Dims.Ndisplay,
                Order = canvas.Dims.Order,
                Point = canvas.Dims.Point,
                MarginLeft = canvas.Dims.MarginLeft,
                MarginRight = canvas.Dims.MarginRight,
                FieldOfView = canvas.FieldOfView,
            }),
        ],
    };

    /// <summary>The layers, new ones like those that were kept, bottom first.</summary>
    public static ImmutableArray<LayerSpec> LayersOf(Workspace workspace) => workspace.Viewers.IsEmpty
        ? []
        :
        [
            .. workspace.Viewers[0].Layers.Select((layer, index) => layer with
            {
                Id = LayerId.New(),
                Visible = workspace.Viewers.Any(viewer => index < viewer.Layers.Length && viewer.Layers[index].Visible),
            }),
        ];

    /// <summary>How the canvases lay: views in one direction that show other layers are a grid.</summary>
    public static CanvasLayout LayoutOf(Workspace workspace) => workspace.Viewers.Length switch
    {
        <= 1 => CanvasLayout.Single,
        var count when workspace.Viewers.All(viewer => viewer.Order.AsSpan().SequenceEqual(workspace.Viewers[0].Order.AsSpan())) && ShowOthers(workspace) =>
            count <= ViewState.MaxCanvases ? CanvasLayout.Grid : CanvasLayout.Single,
        2 => CanvasLayout.SideBySide,
        _ => CanvasLayout.Orthogonal,
    };

    /// <summary>The Dims of a viewer on what the layers turned out to be; unchanged where they do not go together.</summary>
    public static Dims Apply(WorkspaceViewer viewer, Dims dims) =>
        viewer.Order.Length == dims.Ndim && viewer.Point.Length == dims.Ndim && AxisOrder.IsPermutation(viewer.Order) && viewer.Ndisplay is 2 or 3
            ? dims.WithOrder(viewer.Order).WithNdisplay(viewer.Ndisplay).WithPoint(viewer.Point)
            : dims;

    private static bool ShowOthers(Workspace workspace)
    {
        var first = VisibilityOf(workspace.Viewers[0]);
        return workspace.Viewers.Skip(1).Any(viewer => !VisibilityOf(viewer).SequenceEqual(first));
    }

    private static ImmutableArray<bool> VisibilityOf(WorkspaceViewer viewer) => [.. viewer.Layers.Select(layer => layer.Visible)];
}
