using Lamella.Terminal.Keys;

namespace Lamella.Terminal.Viewing;

/// <summary>The keys of the viewer as they come: napari's where napari has one.</summary>
internal static class ViewKeys
{
    private const string Slider = "Sliders";
    private const string Camera = "Camera";
    private const string Canvases = "Canvases";
    private const string Layer = "Layer";
    private const string Program = "Program";

    public static KeyBindings<ViewAction> Default { get; } = new(
    [
        Napari(ViewAction.StepLeft, Slider, "one step down the axis", "left"),
        Napari(ViewAction.StepRight, Slider, "one step up the axis", "right"),
        Own(ViewAction.PageLeft, Slider, "a tenth of the axis down", "pageup"),
        Own(ViewAction.PageRight, Slider, "a tenth of the axis up", "pagedown"),
        Own(ViewAction.FirstStep, Slider, "first position", "home"),
        Own(ViewAction.LastStep, Slider, "last position", "end"),
        Napari(ViewAction.FocusAxisUp, Slider, "use the slider above", "alt+up"),
        Napari(ViewAction.FocusAxisDown, Slider, "use the slider below", "alt+down"),
        Napari(ViewAction.RollAxes, Slider, "roll the axes", "ctrl+e"),
        Napari(ViewAction.TransposeAxes, Slider, "transpose the last two axes", "ctrl+t"),
        Napari(ViewAction.ToggleNdisplay, Slider, "2-D / 3-D (maximum projection)", "ctrl+y"),
        Own(ViewAction.CenterPoint, Slider, "middle of every axis", "m"),
        Own(ViewAction.GoTo, Slider, "go to a coordinate", "g"),
        Napari(ViewAction.Play, Slider, "play, stop", "ctrl+alt+p", "space"),
        Own(ViewAction.Slower, Slider, "play slower", "<"),
        Own(ViewAction.Faster, Slider, "play faster", ">"),
        Own(ViewAction.NextLoopMode, Slider, "loop, back and forth, once", "o"),
        Own(ViewAction.ZoomIn, Camera, "zoom in (wheel)", "+", "="),
        Own(ViewAction.ZoomOut, Camera, "zoom out (wheel)", "-"),
        Own(ViewAction.PanUp, Camera, "pan up (drag)", "shift+up"),
        Own(ViewAction.PanDown, Camera, "pan down", "shift+down"),
        Own(ViewAction.PanLeft, Camera, "pan left", "shift+left"),
        Own(ViewAction.PanRight, Camera, "pan right", "shift+right"),
        Napari(ViewAction.ResetView, Camera, "show everything", "ctrl+r"),
        Own(ViewAction.NextInterpolation, Camera, "nearest / linear", "n"),
        Own(ViewAction.NextCanvas, Canvases, "next canvas", "tab"),
        Own(ViewAction.SingleCanvas, Canvases, "one canvas", "1"),
        Own(ViewAction.SideBySide, Canvases, "two side by side", "2"),
        Own(ViewAction.Orthogonal, Canvases, "three orthogonal views", "3"),
        Napari(ViewAction.ToggleGrid, Canvases, "grid: a canvas per layer", "ctrl+g", "4"),
        Own(ViewAction.ToggleLink, Canvases, "link the canvases", "k"),
        Napari(ViewAction.SelectLayerAbove, Layer, "select the layer above", "up"),
        Napari(ViewAction.SelectLayerBelow, Layer, "select the layer below", "down"),
        Napari(ViewAction.ToggleVisibility, Layer, "show, hide", "v"),
        Own(ViewAction.OpacityDown, Layer, "more transparent", "["),
        Own(ViewAction.OpacityUp, Layer, "more opaque", "]"),
        Own(ViewAction.NextColormap, Layer, "next colormap", "c"),
        Own(ViewAction.PreviousColormap, Layer, "previous colormap", "C"),
        Own(ViewAction.NextBlending, Layer, "next blending", "b"),
        Own(ViewAction.AutoContrast, Layer, "contrast from this slice", "a"),
        Own(ViewAction.FullContrast, Layer, "contrast of the whole type", "A"),
        Own(ViewAction.LowLimitDown, Layer, "lower limit down", "z"),
        Own(ViewAction.LowLimitUp, Layer, "lower limit up", "x"),
        Own(ViewAction.HighLimitDown, Layer, "upper limit down", "Z"),
        Own(ViewAction.HighLimitUp, Layer, "upper limit up", "X"),
        Own(ViewAction.GammaDown, Layer, "gamma down", "{"),
        Own(ViewAction.GammaUp, Layer, "gamma up", "}"),
        Own(ViewAction.MoveLayerUp, Layer, "move up", "ctrl+up", "K"),
        Own(ViewAction.MoveLayerDown, Layer, "move down", "ctrl+down", "J"),
        Napari(ViewAction.RemoveLayer, Layer, "remove", "delete", "ctrl+backspace"),
        Napari(ViewAction.AddLayer, Program, "add a layer by its path", "ctrl+o"),
        Napari(ViewAction.Screenshot, Program, "save a picture of the canvas", "alt+s"),
        Own(ViewAction.SaveWorkspace, Program, "save the workspace", "ctrl+s"),
        Own(ViewAction.LoadWorkspace, Program, "load a workspace", "ctrl+w"),
        Own(ViewAction.ToggleLayerList, Program, "show, hide the layer list", "l"),
        Own(ViewAction.Inspector, Program, "where the time of this slice went", "i"),
        Own(ViewAction.Messages, Program, "messages in full", "e"),
        Own(ViewAction.Help, Program, "these keys", "?", "f1"),
        Napari(ViewAction.Quit, Program, "quit", "ctrl+q", "q", "ctrl+c"),
    ]);

    /// <summary>The keys as the help tells them while the service is on another machine, whose paths are not completed.</summary>
    public static KeyBindings<ViewAction> OfAnotherHost(KeyBindings<ViewAction> keys) =>
        keys.Describe(ViewAction.AddLayer, "add by its path there, no tab");

    private static ActionInfo<ViewAction> Own(ViewAction action, string group, string description, params string[] keys) =>
        ActionInfo<ViewAction>.Of(action, group, description, keys);

    private static ActionInfo<ViewAction> Napari(ViewAction action, string group, string description, params string[] keys) =>
        Own(action, group, description, keys) with { IsNapari = true };
}
