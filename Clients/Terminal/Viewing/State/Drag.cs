namespace Lamella.Terminal.Viewing.State;

/// <summary>What the mouse holds.</summary>
/// <param name="Panel">What it is.</param>
/// <param name="Index">Which canvas, or which axis.</param>
/// <param name="Row">Where the mouse was last, in the screen's cells.</param>
/// <param name="Column">Where the mouse was last.</param>
internal readonly record struct Drag(Panel Panel, int Index, int Row, int Column);
