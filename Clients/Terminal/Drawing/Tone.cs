namespace Lamella.Terminal.Drawing;

/// <summary>What a piece of text means. Each is told by a glyph or its place too, never by colour alone.</summary>
internal enum Tone
{
    Normal,
    Dim,
    Title,
    Accent,
    Selected,
    Good,
    Warning,
    Error,
    Overlay,
    OverlayDim,
}
