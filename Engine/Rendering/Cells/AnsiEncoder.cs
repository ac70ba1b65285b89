using System.Globalization;
using System.Text;

namespace Lamella.Engine.Rendering.Cells;

/// <summary>Cells as text with ECMA-48 colour sequences ("select graphic rendition").</summary>
public static class AnsiEncoder
{
    private const string Reset = "\e[0m";
    private const string DefaultForeground = "39";
    private const string DefaultBackground = "49";
    private static readonly byte[] CubeSteps = [0, 95, 135, 175, 215, 255];

    /// <summary>Encodes cells row by row. A colour is written only where it changes; each row ends in a reset and a line feed.</summary>
    /// <param name="grid">The cells.</param>
    /// <param name="depth">What the terminal can show; below <see cref="ColorDepth.Ansi256"/> no sequence is written.</param>
    public static string Encode(CellGrid grid, ColorDepth depth)
    {
        ArgumentNullException.ThrowIfNull(grid);
        var text = new StringBuilder(grid.Rows * grid.Columns * 4);
        for (var row = 0; row < grid.Rows; row++)
        {
            EncodeRow(grid, row, depth, text);
            text.Append('\n');
        }

        return text.ToString();
    }

    private static void EncodeRow(CellGrid grid, int row, ColorDepth depth, StringBuilder text)
    {
        var (foreground, background) = ((string?)null, (string?)null);
        for (var column = 0; column < grid.Columns; column++)
        {
            var cell = grid[row, column];
            if (depth >= ColorDepth.Ansi256)
            {
                foreground = Change(text, foreground, Parameters(cell.Foreground, 38, depth));
                background = Change(text, background, Parameters(cell.Background, 48, depth));
            }

            text.Append(cell.Glyph);
        }

        if (foreground is not null || background is not null)
        {
            text.Append(Reset);
        }
    }

    private static string? Change(StringBuilder text, string? current, string wanted)
    {
        if (wanted == current || (current is null && wanted is (DefaultForeground or DefaultBackground)))
        {
            return current;
        }

        text.Append("\e[").Append(wanted).Append('m');
        return wanted;
    }

    private static string Parameters(Rgba? color, int selector, ColorDepth depth)
    {
        if (color is not { } rgba)
        {
            return selector == 38 ? DefaultForeground : DefaultBackground;
        }

        return depth == ColorDepth.TrueColor
            ? string.Create(CultureInfo.InvariantCulture, $"{selector};2;{rgba.R};{rgba.G};{rgba.B}")
            : string.Create(CultureInfo.InvariantCulture, $"{selector};5;{NearestOf256(rgba)}");
    }

    /// <summary>The nearest of xterm's 240 fixed colours: the 6×6×6 cube (16 … 231) or the grey ramp (232 … 255).</summary>
    /// <param name="color">A colour; alpha is ignored.</param>
    /// <returns>16 … 255.</returns>
    public static int NearestOf256(Rgba color)
    {
        var (red, green, blue) = (NearestStep(color.R), NearestStep(color.G), NearestStep(color.B));
        var cube = new Rgba(CubeSteps[red], CubeSteps[green], CubeSteps[blue]);
        var shade = Math.Clamp((int)Math.Round((((color.R + color.G + color.B) / 3.0) - 8) / 10), 0, 23);
        var gray = (byte)(8 + (10 * shade));
        return Distance(color, cube) <= Distance(color, new Rgba(gray, gray, gray))
            ? 16 + (36 * red) + (6 * green) + blue
            : 232 + shade;
    }

    private static int NearestStep(byte component)
    {
        var step = 0;
        while (step < 5 && Math.Abs(CubeSteps[step + 1] - component) < Math.Abs(CubeSteps[step] - component))
        {
            step++;
        }

        return step;
    }

    private static int Distance(Rgba a, Rgba b) =>
        ((a.R - b.R) * (a.R - b.R)) + ((a.G - b.G) * (a.G - b.G)) + ((a.B - b.B) * (a.B - b.B));
}
