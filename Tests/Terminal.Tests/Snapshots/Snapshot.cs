using System.Runtime.CompilerServices;
using System.Text;
using Lamella.Engine.Rendering;
using Lamella.Engine.Rendering.Cells;
using Xunit;

namespace Lamella.Terminal.Tests.Snapshots;

/// <summary>
/// Compares a screen with the text file that shows what is expected. Cells of pictures are written as the shade that comes
/// nearest, so that a reader of the file sees the picture. With LAMELLA_UPDATE_SNAPSHOTS=1 the files are written instead.
/// </summary>
internal static class Snapshot
{
    private const string Shades = " .:-=+*#%@";

    public static void Verify(CellGrid screen, string name, [CallerFilePath] string caller = "")
    {
        var path = Path.Combine(Path.GetDirectoryName(caller)!, "Expected", $"{name}.{screen.Columns}x{screen.Rows}.txt");
        var actual = TextOf(screen);
        if (Environment.GetEnvironmentVariable("LAMELLA_UPDATE_SNAPSHOTS") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, actual);
        }

        Assert.True(File.Exists(path), $"There is no expected screen {path}; look at this one and write it with LAMELLA_UPDATE_SNAPSHOTS=1:\n{actual}");
        Assert.Equal(File.ReadAllText(path), actual);
    }

    /// <summary>The characters of a screen, a line a row, and below them a digest of the colours.</summary>
    public static string TextOf(CellGrid screen)
    {
        var text = new StringBuilder();
        var colors = 0UL;
        for (var row = 0; row < screen.Rows; row++)
        {
            for (var column = 0; column < screen.Columns; column++)
            {
                var cell = screen[row, column];
                text.Append(cell is { Glyph: '▀', Foreground: { } upper, Background: { } lower } ? Shade(upper, lower) : cell.Glyph);
                colors = (colors * 31) + (cell.Foreground?.Packed ?? 1);
                colors = (colors * 31) + (cell.Background?.Packed ?? 2);
            }

            text.Append('\n');
        }

        return text.Append($"colours {colors:x16}\n").ToString();
    }

    private static char Shade(Rgba upper, Rgba lower) =>
        Shades[(int)Math.Round((upper.Luma + lower.Luma) / 2 / 255 * (Shades.Length - 1))];
}
