using System.Globalization;
using System.Text;
using Lamella.Engine.Rendering;
using Lamella.Engine.Rendering.Cells;

namespace Lamella.Terminal.Shell;

/// <summary>
/// The change from one screen to the next as ECMA-48 text: only cells that differ, colours only where they change, moves
/// only where the cursor is not there already.
/// </summary>
/// <param name="depth">What the terminal can show.</param>
internal sealed class FrameEncoder(ColorDepth depth)
{
    private const char UpperHalf = '▀';

    private CellGrid? _shown;
    private (int Row, int Column) _cursor;
    private (Rgba? Foreground, Rgba? Background)? _colors;

    /// <summary>Forgets what the terminal shows, so that the next frame is written whole.</summary>
    public void Forget() => _shown = null;

    /// <summary>Appends what turns the frame before into this one; nothing where they are the same.</summary>
    /// <param name="next">The cells.</param>
    /// <param name="output">Where it is appended.</param>
    /// <param name="limit">Ends after the row in which this many characters have been appended.</param>
    /// <returns>Whether all of it is shown then; otherwise the same call goes on with the rest.</returns>
    public bool Encode(CellGrid next, StringBuilder output, int limit = int.MaxValue)
    {
        if (_shown is not { } shown || shown.Rows != next.Rows || shown.Columns != next.Columns)
        {
            // No cell is like this one.
            _shown = shown = new CellGrid(next.Rows, next.Columns);
            ForEach(next, (row, column) => shown[row, column] = new Cell('\0'));
        }

        (_cursor, _colors) = ((-1, -1), null);
        var start = output.Length;
        var isWhole = true;
        for (var row = 0; row < next.Rows && isWhole; row++)
        {
            for (var column = 0; column < next.Columns; column++)
            {
                var cell = depth < ColorDepth.Ansi256 ? new Cell(next[row, column].Glyph) : next[row, column];
                if (cell != shown[row, column])
                {
                    Write(row, column, cell, output);
                    shown[row, column] = cell;
                }
            }

            isWhole = output.Length - start < limit || row == next.Rows - 1;
        }

        if (_colors is not null)
        {
            output.Append("\e[0m");
        }

        return isWhole;
    }

    private static void ForEach(CellGrid grid, Action<int, int> action)
    {
        for (var row = 0; row < grid.Rows; row++)
        {
            for (var column = 0; column < grid.Columns; column++)
            {
                action(row, column);
            }
        }
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
}
