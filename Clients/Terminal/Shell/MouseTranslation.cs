using Lamella.Terminal.Viewing.Input;
using Terminal.Gui.Input;

namespace Lamella.Terminal.Shell;

/// <summary>Terminal.Gui's mouse events by our names.</summary>
internal static class MouseTranslation
{
    /// <summary>What the left button, the wheel or a movement did; null for anything else.</summary>
    public static PointerKind? Of(MouseFlags flags) => flags switch
    {
        _ when flags.HasFlag(MouseFlags.WheeledUp) => PointerKind.WheelUp,
        _ when flags.HasFlag(MouseFlags.WheeledDown) => PointerKind.WheelDown,
        _ when flags.HasFlag(MouseFlags.PositionReport) => PointerKind.Moved,
        _ when flags.HasFlag(MouseFlags.LeftButtonPressed) => PointerKind.Pressed,
        _ when flags.HasFlag(MouseFlags.LeftButtonReleased) => PointerKind.Released,
        _ => null,
    };
}
