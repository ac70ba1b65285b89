using System.Globalization;
using System.Text;
using Lamella.Engine.Rendering.Cells;

namespace Lamella.Terminal.Tests.Shell;

/// <summary>The little of a terminal that frames need: moves, colours, characters. Written apart from the encoder.</summary>
internal sealed class TestScreen(int rows, int columns)
{
    private readonly (char Glyph, string Foreground, string Background)[] _cells =
        [.. Enumerable.Repeat((' ', "", ""), rows * columns)];

    private int _row, _column;
    private string _foreground = "", _background = "";

    public void Write(string text)
    {
        for (var index = 0; index < text.Length; index++)
        {
            if (text[index] != '\e')
            {
                _cells[(_row * columns) + _column++] = (text[index], _foreground, _background);
                continue;
            }

            var end = text.AsSpan(index + 2).IndexOfAnyExceptInRange('0', ';') + index + 2;
            Command(text[end], text[(index + 2)..end]);
            index = end;
        }
    }

    public string Look() => string.Concat(_cells.Select(cell => LookOf(cell.Glyph, cell.Foreground, cell.Background)));

    public static string LookOf(CellGrid grid)
    {
        var text = new StringBuilder();
        for (var row = 0; row < grid.Rows; row++)
        {
            for (var column = 0; column < grid.Columns; column++)
            {
                var cell = grid[row, column];
                text.Append(LookOf(
                    cell.Glyph,
                    cell.Foreground is { } front ? string.Create(CultureInfo.InvariantCulture, $"{front.R};{front.G};{front.B}") : "",
                    cell.Background is { } back ? string.Create(CultureInfo.InvariantCulture, $"{back.R};{back.G};{back.B}") : ""));
            }
        }

        return text.ToString();
    }

    /// <summary>What an eye sees: the strokes of a blank have no colour, and two equal halves are a blank.</summary>
    private static string LookOf(char glyph, string foreground, string background) => glyph switch
    {
        ' ' => $"[ |{background}]",
        '▀' when foreground == background && foreground.Length > 0 => $"[ |{background}]",
        _ => $"[{glyph}|{foreground}|{background}]",
    };

    private void Command(char kind, string parameters)
    {
        var numbers = parameters.Length == 0 ? [] : parameters.Split(';');
        switch (kind)
        {
            case 'H':
                (_row, _column) = (int.Parse(numbers[0], CultureInfo.InvariantCulture) - 1, int.Parse(numbers[1], CultureInfo.InvariantCulture) - 1);
                break;
            case 'C':
                _column += int.Parse(numbers[0], CultureInfo.InvariantCulture);
                break;
            case 'm':
                Colors(numbers);
                break;
        }
    }

    private void Colors(string[] numbers)
    {
        for (var index = 0; index < numbers.Length; index++)
        {
            switch (numbers[index])
            {
                case "0": (_foreground, _background) = ("", ""); break;
                case "39": _foreground = ""; break;
                case "49": _background = ""; break;
                case "38": _foreground = string.Join(';', numbers[(index + 2)..(index + 5)]); index += 4; break;
                case "48": _background = string.Join(';', numbers[(index + 2)..(index + 5)]); index += 4; break;
            }
        }
    }
}
