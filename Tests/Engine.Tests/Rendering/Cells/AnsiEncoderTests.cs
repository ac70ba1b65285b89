using Lamella.Engine.Rendering;
using Lamella.Engine.Rendering.Cells;
using Xunit;

namespace Lamella.Engine.Tests.Rendering.Cells;

public sealed class AnsiEncoderTests
{
    private static readonly Rgba Red = new(255, 0, 0);

    [Fact]
    public void Encode_trueColor_writesAColourOnlyWhereItChanges()
    {
        var grid = new CellGrid(1, 3) { [0, 0] = new('▀', Red, Red), [0, 1] = new('▀', Red, Red), [0, 2] = new('x') };

        var text = AnsiEncoder.Encode(grid, ColorDepth.TrueColor);

        Assert.Equal("\e[38;2;255;0;0m\e[48;2;255;0;0m▀▀\e[39m\e[49mx\e[0m\n", text);
    }

    [Fact]
    public void Encode_256_writesIndices()
    {
        var grid = new CellGrid(1, 1) { [0, 0] = new('▀', Red, Rgba.Black) };

        Assert.Equal("\e[38;5;196m\e[48;5;16m▀\e[0m\n", AnsiEncoder.Encode(grid, ColorDepth.Ansi256));
    }

    [Fact]
    public void Encode_withoutColours_writesNoSequence()
    {
        var grid = new CellGrid(2, 2) { [0, 0] = new('a', Red) };

        Assert.Equal("a \n  \n", AnsiEncoder.Encode(grid, ColorDepth.Braille));
    }

    [Fact]
    public void Encode_cellsWithoutColours_writesNoSequence() =>
        Assert.Equal("  \n", AnsiEncoder.Encode(new CellGrid(1, 2), ColorDepth.TrueColor));

    [Theory]
    [InlineData(0, 0, 0, 16)]
    [InlineData(255, 255, 255, 231)]
    [InlineData(95, 135, 175, 67)]
    [InlineData(118, 118, 118, 243)]
    [InlineData(10, 10, 10, 232)]
    public void NearestOf256_isTheCubeOrTheGreyRamp(byte red, byte green, byte blue, int expected) =>
        Assert.Equal(expected, AnsiEncoder.NearestOf256(new Rgba(red, green, blue)));
}
