using System.Runtime.InteropServices;
using Lamella.Contracts.Arrays;
using Lamella.Contracts.Errors;
using Lamella.Contracts.Layers;
using Lamella.Engine.Rendering;
using Lamella.Engine.Rendering.Labels;
using Xunit;

namespace Lamella.Engine.Tests.Rendering.Labels;

public sealed class LabelColorsTests
{
    private static readonly LabelsLayerSpec Spec = new() { Id = new("l"), Name = "l", Source = new("synthetic:labels") };

    // The colours that napari's own tests hold fast, "for UX consistency".
    [Theory]
    [InlineData(1, 120, 37, 6)]
    [InlineData(2, 91, 213, 248)]
    [InlineData(3, 146, 137, 232)]
    [InlineData(4, 108, 2, 193)]
    [InlineData(5, 71, 58, 159)]
    [InlineData(6, 171, 236, 138)]
    [InlineData(7, 143, 173, 178)]
    [InlineData(8, 134, 144, 154)]
    [InlineData(9, 254, 247, 28)]
    [InlineData(10, 247, 68, 59)]
    [InlineData(50, 120, 37, 6)]
    [InlineData(-48, 120, 37, 6)]
    public void Color_ofTheDefaultSeed_isNaparis(long label, byte red, byte green, byte blue) =>
        Assert.Equal(new Rgba(red, green, blue), new LabelColors(Spec)[label]);

    [Fact]
    public void Color_ofTheBackground_isTransparent() => Assert.Equal(Rgba.Transparent, new LabelColors(Spec)[0]);

    [Fact]
    public void Color_ofAnotherSeed_isAnother() =>
        Assert.NotEqual(new LabelColors(Spec)[1], new LabelColors(Spec with { Seed = 0.25 })[1]);

    [Theory]
    [InlineData(1e17)]
    [InlineData(-1e300)]
    [InlineData(4.6e15)]
    public void Color_ofAnAbsurdSeed_isFound(double seed) => Assert.NotEqual(Rgba.Transparent, new LabelColors(Spec with { Seed = seed })[1]);

    [Fact]
    public void Color_ofADirectMap_isTheGivenOneAndOthersAreNotDrawn()
    {
        var colors = new LabelColors(Spec with { Colors = [new(7, "red"), new(9, "#00ff0080")] });

        Assert.Equal(new Rgba(255, 0, 0), colors[7]);
        Assert.Equal(new Rgba(0, 255, 0, 0x80), colors[9]);
        Assert.Equal(Rgba.Transparent, colors[8]);
    }

    [Fact]
    public void LabelColors_ofANameThatIsNoColour_isInvalid() =>
        Assert.Equal(
            LamellaErrorCode.InvalidArgument,
            Assert.Throws<LamellaException>(() => new LabelColors(Spec with { Colors = [new(7, "reddish")] })).Code);

    [Fact]
    public void Color_showingTheSelectedLabel_isOnlyThatOnes()
    {
        var colors = new LabelColors(Spec with { ShowSelectedLabel = true, SelectedLabel = 3 });

        Assert.Equal(Rgba.Transparent, colors[2]);
        Assert.Equal(new LabelColors(Spec)[3], colors[3]);
    }

    [Theory]
    [InlineData(DataType.UInt8)]
    [InlineData(DataType.Int8)]
    [InlineData(DataType.UInt16)]
    [InlineData(DataType.Int16)]
    [InlineData(DataType.UInt32)]
    [InlineData(DataType.Int32)]
    [InlineData(DataType.UInt64)]
    [InlineData(DataType.Int64)]
    public void Paint_ofEveryIntegerType_givesTheSamePicture(DataType dataType)
    {
        var bytes = new byte[3 * dataType.ItemSize()];
        bytes[dataType.ItemSize()] = 1;
        bytes[2 * dataType.ItemSize()] = 60;

        var image = new LabelColors(Spec).Paint(bytes, dataType, 1, 3);

        var colors = new LabelColors(Spec);
        Assert.Equal([Rgba.Transparent, colors[1], colors[60]], [image[0, 0], image[0, 1], image[0, 2]]);
    }

    [Fact]
    public void Paint_ofLabelsBeyondTheSignedNumbers_stillHasColours()
    {
        ulong[] labels = [ulong.MaxValue];

        var image = new LabelColors(Spec).Paint(MemoryMarshal.AsBytes(labels.AsSpan()), DataType.UInt64, 1, 1);

        Assert.Equal(255, image[0, 0].A);
    }

    [Fact]
    public void Paint_ofFloats_isRefused() =>
        Assert.Throws<ArgumentException>(() => new LabelColors(Spec).Paint(new byte[4], DataType.Float32, 1, 1));

    [Theory]
    [InlineData(1, "......./.#####./.#.#.#./.#####./.#.#.#./.#####./.......")]
    [InlineData(2, "......./.#####./.#####./.#####./.#####./.#####./.......")]
    public void Paint_withAContour_drawsBothSidesOfABorderWithinItsWidth(int contour, string expected)
    {
        // A square of label 2 with a hole of label 1; the background has no colour, so its side of the border is not seen.
        byte[] labels =
        [
            0, 0, 0, 0, 0, 0, 0,
            0, 2, 2, 2, 2, 2, 0,
            0, 2, 2, 2, 2, 2, 0,
            0, 2, 2, 1, 2, 2, 0,
            0, 2, 2, 2, 2, 2, 0,
            0, 2, 2, 2, 2, 2, 0,
            0, 0, 0, 0, 0, 0, 0,
        ];
        var colors = new LabelColors(Spec with { Contour = contour });

        var image = colors.Paint(labels, DataType.UInt8, 7, 7);

        Assert.Equal(expected, Text(image));
    }

    [Fact]
    public void Paint_withAContour_leavesTheInsideOut()
    {
        var labels = new byte[81];
        for (var i = 0; i < 81; i++)
        {
            labels[i] = i % 9 is >= 1 and <= 7 && i / 9 is >= 1 and <= 7 ? (byte)3 : (byte)0;
        }

        var image = new LabelColors(Spec with { Contour = 1 }).Paint(labels, DataType.UInt8, 9, 9);

        Assert.Equal("........./.#######./.#.....#./.#.....#./.#.....#./.#.....#./.#.....#./.#######./.........", Text(image));
    }

    private static string Text(RgbaImage image) => string.Join('/', Enumerable.Range(0, image.Height).Select(
        y => string.Concat(Enumerable.Range(0, image.Width).Select(x => image[y, x].A == 0 ? '.' : '#'))));
}
