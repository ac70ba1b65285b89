using CsCheck;
using Lamella.Engine.Rendering;
using Xunit;

namespace Lamella.Engine.Tests.Rendering;

public sealed class ImageScalerTests
{
    [Fact]
    public void Resize_toHalf_isTheMeanOfEachFour()
    {
        var image = new RgbaImage(2, 2) { [0, 0] = new(0, 0, 0), [0, 1] = new(100, 0, 0), [1, 0] = new(200, 0, 0), [1, 1] = new(100, 40, 0) };

        var half = ImageScaler.Resize(image, 1, 1);

        Assert.Equal(new Rgba(100, 10, 0), half[0, 0]);
    }

    [Fact]
    public void Resize_toTwoThirds_weighsWhatIsCoveredInPart()
    {
        var image = new RgbaImage(1, 3) { [0, 0] = new(0, 0, 0), [0, 1] = new(90, 0, 0), [0, 2] = new(240, 0, 0) };

        var smaller = ImageScaler.Resize(image, 1, 2);

        Assert.Equal([30, 190], new[] { (int)smaller[0, 0].R, smaller[0, 1].R });
    }

    [Fact]
    public void Resize_aTransparentNeighbour_doesNotColour()
    {
        var image = new RgbaImage(1, 2) { [0, 0] = new(200, 10, 10), [0, 1] = new(0, 255, 0, 0) };

        var smaller = ImageScaler.Resize(image, 1, 1);

        Assert.Equal(new Rgba(200, 10, 10, 128), smaller[0, 0]);
    }

    [Fact]
    public void Resize_aUniformPicture_staysUniform_atEverySize() =>
        Gen.Select(Gen.Int[1, 9], Gen.Int[1, 9], Gen.Int[1, 20], Gen.Int[1, 20], Gen.Byte).Sample((height, width, rows, columns, value) =>
        {
            var image = new RgbaImage(height, width);
            image.Fill(new Rgba(value, (byte)(255 - value), 7));

            var resized = ImageScaler.Resize(image, rows, columns);

            Assert.All(resized.Pixels.ToArray(), pixel => Assert.Equal(image.Pixels[0], pixel));
        });
}
