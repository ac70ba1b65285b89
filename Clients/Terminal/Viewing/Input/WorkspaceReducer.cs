using Lamella.Sdk.Workspaces;
using Lamella.Terminal.Drawing;
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

        var arrived = DimsChanges.Move(reduction.With(state => state with { Resuming = null }), dims => SavedView.Apply(workspace.Viewers[0], dims));
        return CanvasReducer.Arrange(arrived, SavedView.LayoutOf(workspace));
    }
}
