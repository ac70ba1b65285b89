using Lamella.Contracts.Geometry;
using Lamella.Terminal.Keys;
using Lamella.Terminal.Viewing.State;

namespace Lamella.Terminal.Viewing.Input;

/// <summary>What keys do outside of a prompt.</summary>
internal static class KeyReducer
{
    private const double OpacityStep = 0.1;
    private const double GammaFactor = 1.1;

    public static Reduction Key(Reduction reduction, KeyPress key)
    {
        var state = reduction.State;
        if (state.Overlay is not null && OverlayKey(reduction, key) is { } handled)
        {
            return handled;
        }

        return state.Keys.Find(key) is { } action ? Act(reduction, action) : reduction;
    }

    public static Reduction Act(Reduction reduction, ViewAction action) => action switch
    {
        ViewAction.StepLeft => DimsChanges.Move(Stop(reduction), static dims => dims.IncrementLeft()),
        ViewAction.StepRight => DimsChanges.Move(Stop(reduction), static dims => dims.IncrementRight()),
        ViewAction.PageLeft => DimsChanges.Move(Stop(reduction), static dims => Page(dims, -1)),
        ViewAction.PageRight => DimsChanges.Move(Stop(reduction), static dims => Page(dims, 1)),
        ViewAction.FirstStep => DimsChanges.Move(Stop(reduction), static dims => dims.WithCurrentStep(dims.LastUsed, 0)),
        ViewAction.LastStep => DimsChanges.Move(Stop(reduction), static dims => dims.WithCurrentStep(dims.LastUsed, dims.Range[dims.LastUsed].Nsteps - 1)),
        ViewAction.FocusAxisUp => DimsChanges.Move(reduction, static dims => dims.FocusDown()),
        ViewAction.FocusAxisDown => DimsChanges.Move(reduction, static dims => dims.FocusUp()),
        ViewAction.RollAxes => DimsChanges.Move(reduction, static dims => dims.Roll()),
        ViewAction.TransposeAxes => DimsChanges.Move(reduction, static dims => dims.Transpose()),
        ViewAction.ToggleNdisplay => DimsChanges.Move(reduction, static dims => dims.Ndim < 3 ? dims : dims.WithNdisplay(5 - dims.Ndisplay)),
        ViewAction.CenterPoint => DimsChanges.Move(Stop(reduction), static dims => dims.GoToCenterStep()),
        ViewAction.Play => PlaybackReducer.Toggle(reduction),
        ViewAction.Slower => PlaybackReducer.ChangeRate(reduction, 1 / Math.Sqrt(2)),
        ViewAction.Faster => PlaybackReducer.ChangeRate(reduction, Math.Sqrt(2)),
        ViewAction.NextLoopMode => PlaybackReducer.NextMode(reduction),
        ViewAction.ZoomIn or ViewAction.ZoomOut or ViewAction.PanUp or ViewAction.PanDown or ViewAction.PanLeft
            or ViewAction.PanRight or ViewAction.ResetView => CameraReducer.Act(reduction, action),
        ViewAction.NextInterpolation => reduction.With(static state => state with { Interpolation = 1 - state.Interpolation }),
        ViewAction.NextCanvas => reduction.With(static state => state with { ActiveCanvas = (state.ActiveCanvas + 1) % state.Canvases.Length }),
        ViewAction.SingleCanvas => CanvasReducer.Arrange(reduction, CanvasLayout.Single),
        ViewAction.SideBySide => CanvasReducer.Arrange(reduction, CanvasLayout.SideBySide),
        ViewAction.Orthogonal => CanvasReducer.Arrange(reduction, CanvasLayout.Orthogonal),
        ViewAction.ToggleGrid => CanvasReducer.Arrange(
            reduction, reduction.State.Layout == CanvasLayout.Grid ? CanvasLayout.Single : CanvasLayout.Grid),
        ViewAction.ToggleLink => reduction.With(static state => state with { Linked = !state.Linked }),
        ViewAction.OpacityDown => LayerReducer.Update(reduction, static spec => spec with { Opacity = Math.Round(Math.Max(0, spec.Opacity - OpacityStep), 2) }),
        ViewAction.OpacityUp => LayerReducer.Update(reduction, static spec => spec with { Opacity = Math.Round(Math.Min(1, spec.Opacity + OpacityStep), 2) }),
        ViewAction.ToggleVisibility => LayerReducer.Update(reduction, static spec => spec with { Visible = !spec.Visible }),
        ViewAction.GammaDown => LayerReducer.UpdateImage(reduction, static (_, image) => image with { Gamma = Math.Max(0.1, Math.Round(image.Gamma / GammaFactor, 3)) }),
        ViewAction.GammaUp => LayerReducer.UpdateImage(reduction, static (_, image) => image with { Gamma = Math.Min(10, Math.Round(image.Gamma * GammaFactor, 3)) }),
        ViewAction.GoTo => PromptReducer.Open(reduction, PromptPurpose.GoTo, ""),
        ViewAction.AddLayer => PromptReducer.Open(reduction, PromptPurpose.AddLayer, ""),
        ViewAction.SaveWorkspace => PromptReducer.Open(reduction, PromptPurpose.SaveWorkspace, "workspace.lamella.json"),
        ViewAction.LoadWorkspace => PromptReducer.Open(reduction, PromptPurpose.LoadWorkspace, "workspace.lamella.json"),
        ViewAction.Screenshot => reduction.Emit(new ViewEffect.TakeScreenshot(reduction.State, reduction.State.ActiveCanvas)),
        ViewAction.ToggleLayerList => reduction.With(static state => state with { ShowLayerList = !state.ShowLayerList }),
        ViewAction.Inspector => Show(reduction, new Overlay.Inspector()),
        ViewAction.Messages => Show(reduction, new Overlay.Messages(0)),
        ViewAction.Help => Show(reduction, new Overlay.Help(0)),
        ViewAction.Quit => reduction.Emit(new ViewEffect.Quit()),
        _ => LayerReducer.Act(reduction, action),
    };

    private static Reduction Stop(Reduction reduction) =>
        reduction.With(static state => state with { Playback = state.Playback.Stop() });

    private static Dims Page(Dims dims, int direction)
    {
        var axis = dims.LastUsed;
        var page = Math.Max(1, dims.Range[axis].Nsteps / 10);
        return dims.WithCurrentStep(axis, dims.CurrentStep[axis] + (direction * page));
    }

    private static Reduction Show(Reduction reduction, Overlay overlay) =>
        reduction.With(state => state with { Overlay = state.Overlay?.GetType() == overlay.GetType() ? null : overlay });

    /// <summary>Keys that an overlay takes for itself; null leaves the key to the screen behind it.</summary>
    private static Reduction? OverlayKey(Reduction reduction, KeyPress key)
    {
        var by = key.Name switch { "up" => -1, "down" => 1, "pageup" => -10, "pagedown" => 10, _ => 0 };
        return (reduction.State.Overlay, key.Name) switch
        {
            (_, "escape") => reduction.With(static state => state with { Overlay = null }),
            (Overlay.Help help, _) when by != 0 => reduction.With(state => state with { Overlay = new Overlay.Help(Math.Max(0, help.Scroll + by)) }),
            (Overlay.Messages messages, _) when by != 0 =>
                reduction.With(state => state with { Overlay = new Overlay.Messages(Math.Max(0, messages.Scroll + by)) }),
            _ => null,
        };
    }
}
