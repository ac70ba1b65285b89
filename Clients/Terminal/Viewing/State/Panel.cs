namespace Lamella.Terminal.Viewing.State;

/// <summary>Something of the screen that a mouse can hold.</summary>
internal enum Panel
{
    None,
    Canvas,
    Point,
    Slider,
    LowLimit,
    HighLimit,
}
