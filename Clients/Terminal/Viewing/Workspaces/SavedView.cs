using System.Collections.Immutable;
using Lamella.Contracts.Geometry;
using Lamella.Contracts.Layers;
using Lamella.Contracts.Viewers;
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
                Links = state.Linked
                    ? [.. Enumerable.Range(0, state.Canvases.Length).Where(other => other != index).Select(static other => new WorkspaceLink($"canvas-{other + 1}", LinkedParts.Point))]
                    : [],
            }),
        ],
    };

    /// <summary>The layers of all viewers, new ones like those that were kept, bottom first; one that several viewers have is one.</summary>
    public static ImmutableArray<LayerSpec> LayersOf(Workspace workspace) =>
    [
        .. workspace.Viewers.SelectMany(static viewer => viewer.Layers).GroupBy(static layer => layer.Id).Select(static same => same.First() with
        {
            Id = LayerId.New(),
            Visible = same.Any(static layer => layer.Visible),
        }),
    ];

    /// <summary>Whether the viewers go to a point together.</summary>
    public static bool IsLinked(Workspace workspace) =>
        workspace.Viewers.Length < 2 || workspace.Viewers.Any(static viewer => viewer.Links.Any(static link => link.Parts.HasFlag(LinkedParts.Point)));

    /// <summary>What cannot be shown as it was kept, a sentence for people; null where nothing is lost.</summary>
    public static string? LossOf(Workspace workspace) => LayoutOf(workspace) switch
    {
        CanvasLayout.Single when workspace.Viewers.Length > 1 => $"{workspace.Name} has {workspace.Viewers.Length} viewers; all their layers are shown in one canvas.",
        CanvasLayout.Orthogonal when workspace.Viewers.Length > 3 => $"{workspace.Name} has {workspace.Viewers.Length} viewers; the first three are shown.",
        CanvasLayout.SideBySide or CanvasLayout.Orthogonal when ShowOthers(workspace) => $"The viewers of {workspace.Name} show different layers; here each shows all of them.",
        _ => null,
    };

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
    public static Dims Apply(WorkspaceViewer viewer, Dims dims)
    {
        if (!Fits(viewer, dims))
        {
            return dims;
        }

        var moved = dims.WithOrder(viewer.Order).WithNdisplay(viewer.Ndisplay).WithPoint(viewer.Point);
        return viewer is { MarginLeft.IsDefaultOrEmpty: false, MarginRight.IsDefaultOrEmpty: false } && viewer.MarginLeft.Length == dims.Ndim && viewer.MarginRight.Length == dims.Ndim
            ? moved.WithMargins(viewer.MarginLeft, viewer.MarginRight)
            : moved;
    }

    /// <summary>The camera that shows what a viewer's canvas showed, or all where it showed all.</summary>
    /// <param name="viewer">The viewer.</param>
    /// <param name="dims">Its Dims, as <see cref="Apply"/> gave them.</param>
    /// <param name="canvas">The canvas that is to show it.</param>
    public static Camera? CameraOf(WorkspaceViewer viewer, Dims dims, PixelSize canvas)
    {
        if (!Fits(viewer, dims) || dims.Ndim < 2 || canvas is not { Height: > 0, Width: > 0 }
            || viewer.FieldOfView is not { Start: { IsDefault: false, Length: >= 2 } start, Stop: { IsDefault: false, Length: >= 2 } stop })
        {
            return null;
        }

        var (rows, columns) = (dims.Range[dims.Order[^2]], dims.Range[dims.Order[^1]]);
        var (height, width) = (stop[^2] - start[^2], stop[^1] - start[^1]);
        if (!(height > 0 && width > 0 && double.IsFinite(height) && double.IsFinite(width)))
        {
            return null;
        }

        return Shows(start[^2], stop[^2], rows) && Shows(start[^1], stop[^1], columns)
            ? null
            : new Camera((start[^2] + stop[^2]) / 2, (start[^1] + stop[^1]) / 2, Math.Min(canvas.Height / height, canvas.Width / width), Fits: false);
    }

    private static bool Fits(WorkspaceViewer viewer, Dims dims) =>
        viewer.Order.Length == dims.Ndim && viewer.Point.Length == dims.Ndim && AxisOrder.IsPermutation(viewer.Order) && viewer.Ndisplay is 2 or 3;

    /// <summary>Whether an interval holds all of a range, from middle to middle of its outer elements.</summary>
    private static bool Shows(double start, double stop, DimRange range) => start <= range.Start && stop >= range.Stop;

    private static bool ShowOthers(Workspace workspace)
    {
        var first = VisibilityOf(workspace.Viewers[0]);
        return workspace.Viewers.Skip(1).Any(viewer => !VisibilityOf(viewer).SequenceEqual(first));
    }

    private static ImmutableArray<LayerId> VisibilityOf(WorkspaceViewer viewer) => [.. viewer.Layers.Where(static layer => layer.Visible).Select(static layer => layer.Id)];
}
