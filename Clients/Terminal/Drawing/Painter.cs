using Lamella.Engine.Rendering.Cells;

namespace Lamella.Terminal.Drawing;

/// <summary>
/// Draws into an area of a screen; what falls outside is cut off, so that no widget can damage another. Rows and columns
/// count from the area's corner.
/// </summary>
internal readonly struct Painter
{
    private readonly CellGrid _grid;
    private readonly Area _visible;

    public Painter(CellGrid grid, ColorDepth depth)
        : this(grid, new Area(0, 0, grid.Rows, grid.Columns), new Area(0, 0, grid.Rows, grid.Columns), depth)
    {
    }

    private Painter(CellGrid grid, Area area, Area visible, ColorDepth depth)
    {
        (_grid, Area, _visible, Depth) = (grid, area, visible, depth);
    }

    /// <summary>What is drawn into, in the screen's cells.</summary>
    public Area Area { get; }

    /// <summary>What the terminal can show.</summary>
    public ColorDepth Depth { get; }

    public int Rows => Area.Rows;

    public int Columns => Area.Columns;

    /// <summary>Whether glyphs beyond ASCII may be used.</summary>
    public bool HasUnicode => Depth > ColorDepth.Ascii;

    /// <summary>A painter for another area of the same screen, in the screen's cells; cut to this one.</summary>
    public Painter Within(Area area) => new(_grid, area, _visible.Intersect(area), Depth);

    /// <summary>A glyph, or its ASCII stand-in.</summary>
    public char Glyph(char unicode, char ascii) => HasUnicode ? unicode : ascii;

    public void Fill(Tone tone, char glyph = ' ')
    {
        for (var row = 0; row < Rows; row++)
        {
            for (var column = 0; column < Columns; column++)
            {
                Put(row, column, glyph, tone);
            }
        }
    }

    public void Put(int row, int column, char glyph, Tone tone)
    {
        var (foreground, background) = Theme.Of(tone);
        Put(row, column, Depth >= ColorDepth.Ansi256 ? new Cell(glyph, foreground, background) : new Cell(glyph));
    }

    public void Put(int row, int column, Cell cell)
    {
        if (_visible.Contains(Area.Row + row, Area.Column + column))
        {
            _grid[Area.Row + row, Area.Column + column] = cell;
        }
    }

    /// <summary>Writes one line of text, made safe, as far as it fits.</summary>
    /// <returns>The column after it.</returns>
    public int Text(int row, int column, string text, Tone tone = Tone.Normal)
    {
        foreach (var character in text)
        {
            var safe = SafeText.Of(character);
            Put(row, column++, HasUnicode || safe < '\u007f' ? safe : AsciiOf(safe), tone);
        }

        return column;
    }

    /// <summary>Writes text so that it ends before a column.</summary>
    public void TextEnding(int row, int endColumn, string text, Tone tone = Tone.Normal) =>
        Text(row, endColumn - text.Length, text, tone);

    /// <summary>A frame along the area's edge, with a title in its upper line.</summary>
    public void Frame(string title, Tone tone, Tone titleTone)
    {
        if (Rows < 2 || Columns < 2)
        {
            return;
        }

        for (var column = 1; column < Columns - 1; column++)
        {
            Put(0, column, Glyph('─', '-'), tone);
            Put(Rows - 1, column, Glyph('─', '-'), tone);
        }

        for (var row = 1; row < Rows - 1; row++)
        {
            Put(row, 0, Glyph('│', '|'), tone);
            Put(row, Columns - 1, Glyph('│', '|'), tone);
        }

        Put(0, 0, Glyph('╭', '+'), tone);
        Put(0, Columns - 1, Glyph('╮', '+'), tone);
        Put(Rows - 1, 0, Glyph('╰', '+'), tone);
        Put(Rows - 1, Columns - 1, Glyph('╯', '+'), tone);
        if (title.Length > 0 && Columns > 6)
        {
            Text(0, 2, $" {SafeText.Fit(title, Columns - 6)} ", titleTone);
        }
    }

    /// <summary>Copies a picture to the area's upper left corner.</summary>
    public void Blit(CellGrid picture)
    {
        for (var row = 0; row < picture.Rows; row++)
        {
            for (var column = 0; column < picture.Columns; column++)
            {
                Put(row, column, picture[row, column]);
            }
        }
    }

    private static char AsciiOf(char character) => character switch
    {
        '…' => '~',
        '·' => '.',
        '●' => '*',
        '○' or '◯' => 'o',
        '▸' or '▶' => '>',
        '▾' => 'v',
        '▴' => '^',
        '←' => '<',
        '→' => '>',
        '↑' => '^',
        '↓' => 'v',
        '×' => 'x',
        '─' or '━' or '–' or '—' or '−' => '-',
        '│' or '┃' => '|',
        'µ' or 'μ' => 'u',
        '°' => 'o',
        '█' or '▇' or '▆' or '▓' or '▒' or '■' => '#',
        '▅' or '▄' or '▃' or '░' => '=',
        '▂' or '▁' => '_',
        _ => '?',
    };
}
