namespace Lamella.Terminal.Drawing;

/// <summary>Cells of a terminal.</summary>
/// <param name="Rows">Rows, ≥ 0.</param>
/// <param name="Columns">Columns, ≥ 0.</param>
internal readonly record struct ScreenSize(int Rows, int Columns);
