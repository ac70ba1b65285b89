namespace Lamella.Terminal.Shell.Graphics;

/// <summary>How a terminal takes pictures of pixels.</summary>
internal enum GraphicsProtocol
{
    /// <summary>Not at all.</summary>
    None,

    /// <summary>DEC sixels.</summary>
    Sixel,

    /// <summary>The kitty graphics protocol.</summary>
    Kitty,
}
