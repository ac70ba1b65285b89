using System.Text;
using CsCheck;
using Lamella.Engine.Rendering;
using Lamella.Engine.Rendering.Cells;
using Lamella.Terminal.Shell;
using Xunit;

namespace Lamella.Terminal.Tests.Shell;

public sealed class FrameEncoderTests
{
    private static readonly Gen<CellGrid> Grids = Gen.Select(Gen.Int[0, 3].Array[40], Gen.Int[0, 2].Array[40]).Select((glyphs, colors) =>
    {
        var grid = new CellGrid(4, 10);
        for (var index = 0; index < 40; index++)
        {
            var color = colors[index] == 0 ? (Rgba?)null : new Rgba((byte)(colors[index] * 90), 10, 200);
            grid[index / 10, index % 10] = new Cell(" ▀ab"[glyphs[index]], color, color);
        }

        return grid;
    });

    [Fact]
    public void Encode_ofAnyTwoFrames_leavesTheSecondOnTheScreen() => Gen.Select(Grids, Grids).Sample((first, second) =>
    {
        var encoder = new FrameEncoder(ColorDepth.TrueColor);
        var output = new StringBuilder();
        encoder.Encode(first, output);
        encoder.Encode(second, output);

        var screen = new TestScreen(4, 10);
        screen.Write(output.ToString());
        Assert.Equal(TestScreen.LookOf(second), screen.Look());
    });

    [Fact]
    public void Encode_theSameFrameAgain_writesNothing()
    {
        var encoder = new FrameEncoder(ColorDepth.TrueColor);
        encoder.Encode(new CellGrid(4, 10), new StringBuilder());
        var output = new StringBuilder();

        encoder.Encode(new CellGrid(4, 10), output);

        Assert.Equal("", output.ToString());
    }

    [Fact]
    public void Encode_oneChangedCell_writesThatCellAlone()
    {
        var encoder = new FrameEncoder(ColorDepth.TrueColor);
        encoder.Encode(new CellGrid(4, 10), new StringBuilder());
        var changed = new CellGrid(4, 10);
        changed[2, 5] = new Cell('x', Rgba.White, Rgba.Black);
        var output = new StringBuilder();

        encoder.Encode(changed, output);

        Assert.Equal("\e[3;6H\e[38;2;255;255;255;48;2;0;0;0mx\e[0m", output.ToString());
    }
}
