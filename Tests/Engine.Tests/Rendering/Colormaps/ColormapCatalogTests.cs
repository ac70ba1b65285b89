using Lamella.Contracts.Errors;
using Lamella.Engine.Rendering;
using Lamella.Engine.Rendering.Colormaps;
using Xunit;

namespace Lamella.Engine.Tests.Rendering.Colormaps;

public sealed class ColormapCatalogTests
{
    // Read from Matplotlib's tables (CC0) at 0, 0.25, 0.5, 0.75 and 1.
    [Theory]
    [InlineData("viridis", 0x440154, 0x3B528B, 0x21918C, 0x5EC962, 0xFDE725)]
    [InlineData("magma", 0x000004, 0x51127C, 0xB73779, 0xFC8961, 0xFCFDBF)]
    [InlineData("inferno", 0x000004, 0x57106E, 0xBC3754, 0xF98E09, 0xFCFFA4)]
    [InlineData("plasma", 0x0D0887, 0x7E03A8, 0xCC4778, 0xF89540, 0xF0F921)]
    public void Parse_perceptualColormap_isMatplotlibsWithinThreeSteps(string name, params int[] expected)
    {
        var colormap = ColormapCatalog.Parse(name);

        for (var index = 0; index < expected.Length; index++)
        {
            var (want, got) = (Rgba.FromRgb(expected[index]), colormap.At(index / 4.0));
            Assert.InRange(want.R - got.R, -3, 3);
            Assert.InRange(want.G - got.G, -3, 3);
            Assert.InRange(want.B - got.B, -3, 3);
        }
    }

    [Fact]
    public void Parse_turbo_goesFromBlueOverGreenToRed()
    {
        var turbo = ColormapCatalog.Parse("turbo");

        Assert.True(turbo.At(0.15).B > turbo.At(0.15).R);
        Assert.True(turbo.At(0.5).G > turbo.At(0.5).R && turbo.At(0.5).G > turbo.At(0.5).B);
        Assert.True(turbo.At(0.95).R > turbo.At(0.95).G);
    }

    [Theory]
    [InlineData("BOP-Blue", "bop blue")]
    [InlineData(" Gray-R ", "gray_r")]
    public void Parse_nameInAnyCaseAndWithHyphens_isFound(string text, string name) =>
        Assert.Equal(name, ColormapCatalog.Parse(text).Name);

    [Fact]
    public void Parse_oneColor_goesThereFromBlack()
    {
        var colormap = ColormapCatalog.Parse("#ff8000");

        Assert.Equal(
            [new Rgba(0, 0, 0), new Rgba(128, 64, 0), new Rgba(255, 128, 0)],
            new[] { colormap.At(0), colormap.At(0.5), colormap.At(1) });
    }

    [Fact]
    public void Parse_severalColors_goesThroughThem() =>
        Assert.Equal(new Rgba(0, 255, 0), ColormapCatalog.Parse("#0000ff,#00ff00,#ff0000").At(0.5));

    [Theory]
    [InlineData("jett", "gray, gray_r, viridis")]
    [InlineData("#12", "#rrggbb")]
    [InlineData("#000000,#zzzzzz", "#rrggbb")]
    public void Parse_whatIsNoColormap_saysWhatIs(string text, string help)
    {
        var error = Assert.Throws<LamellaException>(() => ColormapCatalog.Parse(text));

        Assert.Equal(LamellaErrorCode.InvalidArgument, error.Code);
        Assert.Contains(help, error.Message, StringComparison.Ordinal);
    }
}
