using System.Globalization;
using System.Text;
using Lamella.Engine.Rendering;
using Lamella.Engine.Rendering.Cells;

namespace Lamella.Terminal.Shell;

/// <summary>
/// The change from one screen to the next as ECMA-48 text: only cells that differ, colours only where they change, moves
/// only where the cursor is not there already. Colours can be coarsened for a slow link, which makes neighbours equal.
/// </summary>
/// <param name="depth">What the terminal can show.</param>
internal sealed class FrameEncoder(ColorDepth depth)
{
    private const char UpperHalf = '▀';

    private CellGrid? _shown;
    private int _shownStep = 1;
    private (int Row, int Column) _cursor;
    private (Rgba? Foreground, Rgba? Background)? _colors;

    /// <summary>Forgets what the terminal shows, so that the next frame is written whole.</summary>
    public void Forget() => _shown = null;

    /// <summary>Appends what turns the frame before into this one; nothing where they are the same.</summary>
    /// <param name="next">The cells.</param>
    /// <param name="step">Colours are rounded to multiples of this; 1 leaves them as they are.</param>
    /// <param name="output">Where it is appended.</param>
    public void Encode(CellGrid next, int step, StringBuilder output)
    {
        var shown = _shown is { } known && known.Rows == next.Rows && known.Columns == next.Columns ? known : null;
        (_cursor, _colors) = ((-1, -1), null);
        for (var row = 0; row < next.Rows; row++)
        {
            for (var column = 0; column < next.Columns; column++)
            {
                var cell = Coarse(next[row, column], step);
                if (shown is null || cell != Coarse(shown[row, column], _shownStep))
                {
                    Write(row, column, cell, output);
                }
            }
        }

        if (_colors is not null)
        {
            output.Append("\e[0m");
        }

        (_shown, _shownStep) = (next, step);
    }

    private void Write(int row, int column, Cell cell, StringBuilder output)
    {
        Move(row, column, output);

        // Two halves of one colour are a blank: of a run of them only the first needs a colour.
        var isBlank = cell.Glyph == ' ' || (cell.Glyph == UpperHalf && cell.Foreground == cell.Background && cell.Foreground is not null);
        var foreground = isBlank && _colors is { } current ? current.Foreground : cell.Foreground;
        SetColors(foreground, cell.Background, output);
        output.Append(isBlank ? ' ' : cell.Glyph);
        _cursor = (row, column + 1);
    }

    private void Move(int row, int column, StringBuilder output)
    {
        if (_cursor == (row, column))
        {
            return;
        }

        if (_cursor.Row == row && _cursor.Column >= 0 && _cursor.Column < column)
        {
            output.Append("\e[").Append(column - _cursor.Column).Append('C');
        }
        else
        {
            output.Append("\e[").Append(row + 1).Append(';').Append(column + 1).Append('H');
        }
    }

    private void SetColors(Rgba? foreground, Rgba? background, StringBuilder output)
    {
        if (depth < ColorDepth.Ansi256)
        {
            return;
        }

        var isForegroundNew = _colors is null || _colors.Value.Foreground != foreground;
        var isBackgroundNew = _colors is null || _colors.Value.Background != background;
        if (!isForegroundNew && !isBackgroundNew)
        {
            return;
        }

        output.Append("\e[");
        if (isForegroundNew)
        {
            Append(foreground, 38, output);
        }

        if (isBackgroundNew)
        {
            Append(background, 48, isForegroundNew ? output.Append(';') : output);
        }

        output.Append('m');
        _colors = (foreground, background);
    }

    private void Append(Rgba? color, int selector, StringBuilder output)
    {
        if (color is not { } rgba)
        {
            output.Append(selector + 1);
        }
        else if (depth == ColorDepth.TrueColor)
        {
            output.Append(CultureInfo.InvariantCulture, $"{selector};2;{rgba.R};{rgba.G};{rgba.B}");
        }
        else
        {
            output.Append(selector).Append(";5;").Append(AnsiEncoder.NearestOf256(rgba));
        }
    }

    private Cell Coarse(Cell cell, int step) => depth switch
    {
        < ColorDepth.Ansi256 => new Cell(cell.Glyph),
        _ when step <= 1 => cell,
        _ => cell with { Foreground = Coarse(cell.Foreground, step), Background = Coarse(cell.Background, step) },
    };

    private static Rgba? Coarse(Rgba? color, int step) => color is { } rgba
        ? new Rgba(Coarse(rgba.R, step), Coarse(rgba.G, step), Coarse(rgba.B, step))
        : null;

    private static byte Coarse(byte component, int step) => (byte)Math.Min(255, (component + (step / 2)) / step * step);
}
