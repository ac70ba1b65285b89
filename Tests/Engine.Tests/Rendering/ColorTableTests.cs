using Lamella.Contracts.Arrays;
using Lamella.Engine.Rendering;
using Lamella.Engine.Rendering.Colormaps;
using Xunit;

namespace Lamella.Engine.Tests.Rendering;

public sealed class ColorTableTests
{
    [Fact]
    public void Paint_uint8InGrayOverItsWholeRange_givesEachValueItself()
    {
        var values = Enumerable.Range(0, 256).Select(value => (byte)value).ToArray();
        var plane = IntensityPlane.FromData(values, DataType.UInt8, 16, 16, ContrastRange.OfType(DataType.UInt8));

        var image = new ColorTable(ColormapCatalog.Gray).Paint(plane);

        Assert.Equal(values, image.Pixels.ToArray().Select(pixel => Rgba.FromPacked(pixel).G));
    }

    [Fact]
    public void Paint_withGammaTwo_darkensTheMiddle()
    {
        var plane = IntensityPlane.FromData([0, 128, 255], DataType.UInt8, 1, 3, new(0, 255));

        var image = new ColorTable(ColormapCatalog.Gray, gamma: 2).Paint(plane);

        // 255 · (128 / 255)² = 64.25
        Assert.Equal([0, 64, 255], image.Pixels.ToArray().Select(pixel => (int)Rgba.FromPacked(pixel).R));
    }

    [Fact]
    public void Paint_NaN_isTransparent()
    {
        var plane = IntensityPlane.FromData(BitConverter.GetBytes(double.NaN), DataType.Float64, 1, 1, new(0, 1));

        var image = new ColorTable(ColormapCatalog.Parse("viridis")).Paint(plane);

        Assert.Equal(Rgba.Transparent, image[0, 0]);
    }

    [Theory]
    [InlineData(0.0)]
    [InlineData(-1.0)]
    [InlineData(double.NaN)]
    public void Create_withGammaNotAboveZero_isRefused(double gamma) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new ColorTable(ColormapCatalog.Gray, gamma));
}
