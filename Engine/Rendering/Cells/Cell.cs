namespace Lamella.Engine.Rendering.Cells;

/// <summary>One character of a terminal and its colours.</summary>
/// <param name="Glyph">The character; its cell is one column wide.</param>
/// <param name="Foreground">Colour of the strokes, or null for the terminal's own.</param>
/// <param name="Background">Colour behind them, or null for the terminal's own.</param>
public readonly record struct Cell(char Glyph, Rgba? Foreground = null, Rgba? Background = null);
