using Terminal.Gui.ViewBase;
using Terminal.Gui.Views;

namespace Lamella.Terminal.Shell;

/// <summary>
/// Takes the whole terminal and draws nothing: frames go past Terminal.Gui's buffer, which would compare and encode every
/// cell once more. Terminal.Gui keeps input, sizes, capabilities, and the terminal's modes.
/// </summary>
internal sealed class HostView : Runnable
{
    public HostView()
    {
        (Width, Height) = (Dim.Fill(), Dim.Fill());
        CanFocus = true;
    }

    protected override bool OnClearingViewport() => true;

    protected override bool OnDrawingContent(DrawContext? context) => true;
}
