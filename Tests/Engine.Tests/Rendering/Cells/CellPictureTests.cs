using Lamella.Engine.Rendering;
using Lamella.Engine.Rendering.Cells;
using Xunit;

namespace Lamella.Engine.Tests.Rendering.Cells;

public sealed class CellPictureTests
{
    [Fact]
    public void Draw_trueColor_putsTwoPixelsIntoACell()
    {
        var image = new RgbaImage(2, 1) { [0, 0] = new(255, 0, 0), [1, 0] = new(0, 0, 255) };

        var grid = CellPicture.Draw(image, 1, 1, ColorDepth.TrueColor);

        Assert.Equal(new Cell('▀', new Rgba(255, 0, 0), new Rgba(0, 0, 255)), grid[0, 0]);
    }

    [Fact]
    public void Draw_ascii_isARampOfShades()
    {
        var text = AnsiEncoder.Encode(CellPicture.Draw(Ramp(1, 10), 1, 10, ColorDepth.Ascii), ColorDepth.Ascii);

        Assert.Equal(" .:-=+*#%@\n", text);
    }

    [Fact]
    public void Draw_braille_isDensestWhereBright()
    {
        var text = AnsiEncoder.Encode(CellPicture.Draw(Ramp(4, 16), 1, 8, ColorDepth.Braille), ColorDepth.Braille);

        Assert.Equal("⠀⠁⠕⢕⢝⢽⢽⢿\n", text);
    }

    [Fact]
    public void Draw_largerThanThePicture_repeatsPixels()
    {
        var image = new RgbaImage(1, 1) { [0, 0] = new(7, 8, 9) };

        var grid = CellPicture.Draw(image, 2, 3, ColorDepth.TrueColor);

        Assert.Equal((2, 3, new Cell('▀', new Rgba(7, 8, 9), new Rgba(7, 8, 9))), (grid.Rows, grid.Columns, grid[1, 2]));
    }

    [Theory]
    [InlineData(512, 512, 24, 80, 24, 48)]
    [InlineData(100, 400, 24, 80, 10, 80)]
    [InlineData(1, 1000, 24, 80, 1, 80)]
    public void Fit_keepsTheProportions_ofCellsTwiceAsHighAsWide(
        double height, double width, int rows, int columns, int expectedRows, int expectedColumns) =>
        Assert.Equal((expectedRows, expectedColumns), CellPicture.Fit(height, width, rows, columns));

    private static RgbaImage Ramp(int height, int width)
    {
        var image = new RgbaImage(height, width);
        for (var x = 0; x < width; x++)
        {
            var shade = (byte)(255 * x / (width - 1));
            for (var y = 0; y < height; y++)
            {
                image[y, x] = new Rgba(shade, shade, shade);
            }
        }

        return image;
    }
}
