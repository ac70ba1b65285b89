namespace Lamella.Terminal.Viewing.State;

/// <summary>How canvases share the screen.</summary>
internal enum CanvasLayout
{
    /// <summary>One canvas.</summary>
    Single,

    /// <summary>Two, each with its own order of axes.</summary>
    SideBySide,

    /// <summary>Three, each along another of the last three axes.</summary>
    Orthogonal,

    /// <summary>One for each layer, up to four; further layers share them.</summary>
    Grid,
}
