namespace Lamella.Engine.Rendering.Cells;

/// <summary>What a terminal can show.</summary>
public enum ColorDepth
{
    /// <summary>Neither colour nor anything but ASCII.</summary>
    Ascii = 0,

    /// <summary>No colour, but Unicode: pictures are drawn in braille dots.</summary>
    Braille = 1,

    /// <summary>The 256 colours of xterm; pictures are drawn in half blocks.</summary>
    Ansi256 = 2,

    /// <summary>24-bit colour; pictures are drawn in half blocks.</summary>
    TrueColor = 3,
}
