using Lamella.Sdk.Workspaces;
using Lamella.Terminal.Drawing;
using Lamella.Terminal.Viewing.Screens;
using Lamella.Terminal.Viewing.State;
using Lamella.Terminal.Viewing.Workspaces;

namespace Lamella.Terminal.Viewing.Input;

/// <summary>Takes up a workspace: its layers replace those that are there.</summary>
internal static class WorkspaceReducer
{
    public static Reduction Load(Reduction reduction, Workspace workspace)
    {
        while (reduction.State.Layers.Length > 0)
        {
            reduction = LayerReducer.Act(reduction, ViewAction.RemoveLayer);
        }

        var layers = SavedView.LayersOf(workspace);
        reduction = CanvasReducer.Arrange(reduction, CanvasLayout.Single);
        reduction = reduction.With(state => (state with { Resuming = layers.IsEmpty ? null : workspace }).WithMessage(
            Tone.Good, $"Loading {workspace.Name}: {layers.Length} layers."));
        return layers.Aggregate(reduction, static (now, layer) => now
            .With(state => state with { Opening = state.Opening.Add(layer.Source.Uri) })
            .Emit(new ViewEffect.AddLayer(layer)));
    }

    /// <summary>Goes to where the workspace was left, once all its layers are there or have failed.</summary>
    public static Reduction Resume(Reduction reduction)
    {
        if (reduction.State is not { Resuming: { } workspace, Opening.IsEmpty: true })
        {
            return reduction;
        }

        var linked = reduction.With(state => state with { Resuming = null, Linked = SavedView.IsLinked(workspace) });
        var moved = DimsChanges.Move(linked, dims => SavedView.Apply(workspace.Viewers[0], dims));
        var arranged = CanvasReducer.Arrange(moved, SavedView.LayoutOf(workspace))
            .ForEachCanvas((now, canvas) => canvas < workspace.Viewers.Length ? Restore(now, canvas, workspace.Viewers[canvas]) : now);
        return SavedView.LossOf(workspace) is { } loss ? arranged.With(state => state.WithMessage(Tone.Warning, loss)) : arranged;
    }

    private static Reduction Restore(Reduction reduction, int canvas, WorkspaceViewer viewer)
    {
        // A viewer that is still being opened is sent its canvas's Dims in the end.
        var before = reduction.State.Canvases[canvas];
        var dims = SavedView.Apply(viewer, before.Dims);
        var moved = before.IsOpening
            ? reduction.With(state => state.WithCanvas(canvas, opening => opening with { Dims = dims }))
            : DimsChanges.Set(reduction, canvas, dims);
        return ViewLayout.IsTooSmall(moved.State.Size) || SavedView.CameraOf(viewer, dims, CameraReducer.PixelsOf(moved.State, canvas)) is not { } camera
            ? moved
            : moved.With(state => state.WithCanvas(canvas, now => now with { Camera = camera }));
    }
}
