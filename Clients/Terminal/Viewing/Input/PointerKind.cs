namespace Lamella.Terminal.Viewing.Input;

/// <summary>What a mouse can do.</summary>
internal enum PointerKind
{
    Moved,
    Pressed,
    Released,
    WheelUp,
    WheelDown,
}
