using System.Globalization;

namespace Lamella.Terminal.Tests.Shell.Graphics;

/// <summary>
/// Reads sixels as DEC's manual of the VT330/340 (volume 2, chapter 14) tells: written apart from the encoder, and strict: it
/// throws where a terminal would guess.
/// </summary>
internal static class SixelDecoder
{
    /// <summary>The picture as colours in 0 … 100 per component, rows first; null where nothing was drawn.</summary>
    public static (int R, int G, int B)?[,] Decode(string text)
    {
        if (!text.StartsWith("\eP", StringComparison.Ordinal) || !text.EndsWith("\e\\", StringComparison.Ordinal))
        {
            throw new FormatException("Not one device control string.");
        }

        var place = text.IndexOf('q') + 1;
        var body = text[place..^2];
        var raster = Numbers(body, 1, out var at);
        if (body[0] != '"' || raster is not [1, 1, > 0, > 0])
        {
            throw new FormatException("No raster attributes with square pixels.");
        }

        var picture = new (int R, int G, int B)?[raster[3], raster[2]];
        var registers = new Dictionary<int, (int R, int G, int B)>();
        var (row, column, color) = (0, 0, -1);
        while (at < body.Length)
        {
            var command = body[at];
            switch (command)
            {
                case '#':
                    var numbers = Numbers(body, at + 1, out at);
                    color = numbers[0];
                    if (numbers.Count > 1)
                    {
                        registers[color] = numbers is [_, 2, <= 100, <= 100, <= 100] ? (numbers[2], numbers[3], numbers[4]) : throw new FormatException("Not RGB in percent.");
                    }

                    break;
                case '$':
                    (column, at) = (0, at + 1);
                    break;
                case '-':
                    (row, column, at) = (row + 6, 0, at + 1);
                    break;
                case '!':
                    var count = Numbers(body, at + 1, out at)[0];
                    column = Draw(picture, registers[color], row, column, count, body[at++]);
                    break;
                default:
                    column = Draw(picture, registers[color], row, column, 1, command);
                    at++;
                    break;
            }
        }

        return picture;
    }

    private static int Draw((int R, int G, int B)?[,] picture, (int R, int G, int B) color, int row, int column, int count, char sixel)
    {
        if (sixel is < '?' or > '~')
        {
            throw new FormatException($"U+{(int)sixel:X4} is no sixel.");
        }

        for (var end = column + count; column < end; column++)
        {
            for (var bit = 0; bit < 6; bit++)
            {
                if ((((sixel - '?') >> bit) & 1) != 0)
                {
                    picture[row + bit, column] = color;
                }
            }
        }

        return column;
    }

    private static List<int> Numbers(string text, int start, out int end)
    {
        end = start;
        while (end < text.Length && (char.IsAsciiDigit(text[end]) || text[end] == ';'))
        {
            end++;
        }

        return [.. text[start..end].Split(';').Select(number => int.Parse(number, CultureInfo.InvariantCulture))];
    }
}
