namespace Lamella.Engine.Rendering.Cells;

/// <summary>Pictures as terminal cells. A cell is taken to be twice as high as wide.</summary>
public static class CellPicture
{
    private const char UpperHalf = '▀';
    private const char BrailleBlank = '\u2800';
    private const string AsciiRamp = " .:-=+*#%@";

    // The bit of each of the 4 × 2 dots of a braille character (Unicode 16, "Braille Patterns").
    private static readonly int[,] BrailleBits = { { 0x01, 0x08 }, { 0x02, 0x10 }, { 0x04, 0x20 }, { 0x40, 0x80 } };

    // Ordered dither of 4 × 2 dots: thresholds spread evenly, so that grey becomes an even pattern.
    private static readonly double[,] BrailleThresholds = { { 0.5, 4.5 }, { 6.5, 2.5 }, { 1.5, 5.5 }, { 7.5, 3.5 } };

    /// <summary>The largest size within some cells that keeps a picture's proportions; at least one cell.</summary>
    /// <param name="height">The picture's height, in any unit.</param>
    /// <param name="width">The picture's width, in the same unit.</param>
    /// <param name="rows">Rows at hand.</param>
    /// <param name="columns">Columns at hand.</param>
    public static (int Rows, int Columns) Fit(double height, double width, int rows, int columns)
    {
        var scale = Math.Min(columns / width, 2 * rows / height);
        return (Math.Clamp((int)Math.Round(height * scale / 2), 1, rows), Math.Clamp((int)Math.Round(width * scale), 1, columns));
    }

    /// <summary>Draws a picture, scaled to the cells, in what the terminal can show.</summary>
    /// <param name="image">The picture; taken as opaque.</param>
    /// <param name="rows">Rows of cells.</param>
    /// <param name="columns">Columns of cells.</param>
    /// <param name="depth">What the terminal can show.</param>
    public static CellGrid Draw(RgbaImage image, int rows, int columns, ColorDepth depth)
    {
        ArgumentNullException.ThrowIfNull(image);
        return depth switch
        {
            ColorDepth.Ascii => DrawAscii(ImageScaler.Resize(image, rows, columns)),
            ColorDepth.Braille => DrawBraille(ImageScaler.Resize(image, 4 * rows, 2 * columns)),
            _ => DrawHalfBlocks(ImageScaler.Resize(image, 2 * rows, columns)),
        };
    }

    private static CellGrid DrawHalfBlocks(RgbaImage image)
    {
        var grid = new CellGrid(image.Height / 2, image.Width);
        for (var row = 0; row < grid.Rows; row++)
        {
            for (var column = 0; column < grid.Columns; column++)
            {
                grid[row, column] = new Cell(UpperHalf, image[2 * row, column], image[(2 * row) + 1, column]);
            }
        }

        return grid;
    }

    private static CellGrid DrawBraille(RgbaImage image)
    {
        var grid = new CellGrid(image.Height / 4, image.Width / 2);
        for (var row = 0; row < grid.Rows; row++)
        {
            for (var column = 0; column < grid.Columns; column++)
            {
                grid[row, column] = new Cell((char)(BrailleBlank + Dots(image, 4 * row, 2 * column)));
            }
        }

        return grid;
    }

    private static int Dots(RgbaImage image, int top, int left)
    {
        var dots = 0;
        for (var y = 0; y < 4; y++)
        {
            for (var x = 0; x < 2; x++)
            {
                dots |= image[top + y, left + x].Luma * 8 / 255 > BrailleThresholds[y, x] ? BrailleBits[y, x] : 0;
            }
        }

        return dots;
    }

    private static CellGrid DrawAscii(RgbaImage image)
    {
        var grid = new CellGrid(image.Height, image.Width);
        for (var row = 0; row < grid.Rows; row++)
        {
            for (var column = 0; column < grid.Columns; column++)
            {
                var step = (int)Math.Round(image[row, column].Luma / 255 * (AsciiRamp.Length - 1));
                grid[row, column] = new Cell(AsciiRamp[step]);
            }
        }

        return grid;
    }
}
