using System.Text;
using Lamella.Engine.Rendering;
using Lamella.Engine.Rendering.Cells;
using Lamella.Terminal.Shell;
using Xunit;

namespace Lamella.Terminal.Tests.Shell;

/// <summary>What a slow link does to frames.</summary>
public sealed class SlowLinkTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromMilliseconds(60);

    [Fact]
    public void TimeFor_afterALargeFrame_isInProportion_withoutTheWayItself()
    {
        var link = new LinkSpeed();
        link.Add(100, TimeSpan.FromMilliseconds(50));
        link.Add(100_000, TimeSpan.FromMilliseconds(1050));

        Assert.Equal(500, link.TimeFor(50_000).TotalMilliseconds, 1);
        Assert.Equal(10_000, link.BytesIn(TimeSpan.FromMilliseconds(100)));
    }

    [Fact]
    public void TimeFor_aFirstFrameThatIsLarge_countsAllOfItsTime()
    {
        var link = new LinkSpeed();
        link.Add(100_000, TimeSpan.FromSeconds(1));

        Assert.Equal(1, link.TimeFor(100_000).TotalSeconds, 3);
    }

    [Theory]
    [InlineData(10, 0)]
    [InlineData(80, 2)]
    [InlineData(160, 3)]
    [InlineData(400, 4)]
    [InlineData(60_000, 5)]
    public void LevelFor_aTime_isTheFinestThatFits(int milliseconds, int level) =>
        Assert.Equal(level, Coarseness.LevelFor(TimeSpan.FromMilliseconds(milliseconds), Limit));

    [Fact]
    public void Apply_everyLevel_leavesTextAlone_andWritesLessAndLess()
    {
        var screen = Noise();
        var lengths = Coarseness.Levels.Select(level =>
        {
            var coarse = level.Apply(screen);
            Assert.Equal("text", string.Concat(Enumerable.Range(0, 4).Select(column => coarse[0, column].Glyph)));
            Assert.Equal(screen[0, 2], coarse[0, 2]);
            return LengthOf(coarse);
        }).ToList();

        Assert.Equal(lengths.OrderDescending(), lengths);
        Assert.True(lengths[^1] * 10 < lengths[0], $"{lengths[^1]} characters of {lengths[0]} are left");
    }

    [Fact]
    public void Encode_inPieces_writesWhatOnePieceWouldShow()
    {
        var (whole, pieces) = (new TestScreen(24, 80), new TestScreen(24, 80));
        var output = new StringBuilder();
        new FrameEncoder(ColorDepth.TrueColor).Encode(Noise(), output);
        whole.Write(output.ToString());
        var (encoder, calls) = (new FrameEncoder(ColorDepth.TrueColor), 0);
        for (var isWhole = false; !isWhole; calls++)
        {
            output.Clear();
            isWhole = encoder.Encode(Noise(), output, limit: 5000);
            pieces.Write(output.ToString());
        }

        Assert.True(calls > 3, $"{calls} calls");
        Assert.Equal(whole.Look(), pieces.Look());
    }

    private static int LengthOf(CellGrid cells)
    {
        var output = new StringBuilder();
        new FrameEncoder(ColorDepth.TrueColor).Encode(cells, output);
        return output.Length;
    }

    /// <summary>A line of text over a picture of noise.</summary>
    private static CellGrid Noise()
    {
        var (cells, random) = (new CellGrid(24, 80), new Random(3));
        for (var row = 0; row < 24; row++)
        {
            for (var column = 0; column < 80; column++)
            {
                cells[row, column] = row == 0
                    ? new Cell(column < 4 ? "text"[column] : ' ', Rgba.White, new Rgba(1, 2, 3))
                    : new Cell('▀', new Rgba((byte)random.Next(256), 40, 40), new Rgba((byte)random.Next(256), 40, 40));
            }
        }

        return cells;
    }
}
