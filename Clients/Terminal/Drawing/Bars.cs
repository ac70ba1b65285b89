namespace Lamella.Terminal.Drawing;

/// <summary>Numbers as glyphs.</summary>
internal static class Bars
{
    private const string Eighths = " ▁▂▃▄▅▆▇█";

    /// <summary>A column of eighths, one glyph a row from the top.</summary>
    /// <param name="fraction">0 … 1 of the height; clipped. Anything above 0 shows at least one eighth.</param>
    /// <param name="rows">The height.</param>
    public static string Vertical(double fraction, int rows)
    {
        var eighths = Eighth(fraction, rows);
        return string.Create(rows, eighths, static (cells, left) =>
        {
            for (var row = cells.Length - 1; row >= 0; row--)
            {
                cells[row] = Eighths[Math.Clamp(left, 0, 8)];
                left -= 8;
            }
        });
    }

    /// <summary>A bar to the right, in whole cells; anything above 0 shows at least one.</summary>
    public static string Horizontal(double fraction, int columns)
    {
        var cells = double.IsNaN(fraction) ? 0 : (int)Math.Round(Math.Clamp(fraction, 0, 1) * columns);
        return new string('█', fraction > 0 ? Math.Max(Math.Min(1, columns), cells) : 0);
    }

    private static int Eighth(double fraction, int rows)
    {
        var eighths = double.IsNaN(fraction) ? 0 : (int)Math.Round(Math.Clamp(fraction, 0, 1) * rows * 8);
        return fraction > 0 ? Math.Max(1, eighths) : 0;
    }
}
