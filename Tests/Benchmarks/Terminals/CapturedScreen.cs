using System.Collections.Immutable;
using System.Globalization;
using Lamella.Engine.Rendering;
using Lamella.Engine.Rendering.Cells;

namespace Lamella.Benchmarks.Terminals;

/// <summary>A terminal's screen, read from the text and colour sequences that <c>tmux capture-pane -e</c> writes.</summary>
internal static class CapturedScreen
{
    /// <summary>Reads a capture: a line a row; colours as ECMA-48 "select graphic rendition" with direct colours.</summary>
    public static CellGrid Parse(string capture, int rows, int columns)
    {
        var grid = new CellGrid(rows, columns);
        var lines = capture.Split('\n');
        (Rgba? Foreground, Rgba? Background) colors = default;
        for (var row = 0; row < Math.Min(rows, lines.Length); row++)
        {
            var column = 0;
            var line = lines[row];
            for (var index = 0; index < line.Length; index++)
            {
                if (line[index] == '\e')
                {
                    var end = line.IndexOf('m', index);
                    colors = Select(colors, line[(index + 2)..end]);
                    index = end;
                }
                else if (column < columns)
                {
                    grid[row, column++] = new Cell(line[index], colors.Foreground, colors.Background);
                }
            }
        }

        return grid;
    }

    private static (Rgba? Foreground, Rgba? Background) Select((Rgba? Foreground, Rgba? Background) colors, string parameters)
    {
        ImmutableArray<int> numbers = [.. parameters.Split(';').Select(text => text.Length == 0 ? 0 : int.Parse(text, CultureInfo.InvariantCulture))];
        for (var index = 0; index < numbers.Length; index++)
        {
            switch (numbers[index])
            {
                case 0:
                    colors = default;
                    break;
                case 39:
                    colors.Foreground = null;
                    break;
                case 49:
                    colors.Background = null;
                    break;
                case 38 or 48:
                    var color = new Rgba((byte)numbers[index + 2], (byte)numbers[index + 3], (byte)numbers[index + 4]);
                    colors = numbers[index] == 38 ? (color, colors.Background) : (colors.Foreground, color);
                    index += 4;
                    break;
            }
        }

        return colors;
    }
}
