using System.Text;
using CsCheck;
using Lamella.Engine.Rendering;
using Lamella.Terminal.Shell.Graphics;
using Xunit;

namespace Lamella.Terminal.Tests.Shell.Graphics;

/// <summary>Pictures of pixels, read back by decoders of their own.</summary>
public sealed class GraphicsEncoderTests
{
    private static readonly Gen<RgbaImage> Images = Gen.Select(Gen.Int[1, 40], Gen.Int[1, 70], Gen.Int[0, 3]).SelectMany((height, width, kind) =>
        Gen.UInt.Array[height * width].Select(values =>
        {
            var image = new RgbaImage(height, width);
            for (var pixel = 0; pixel < values.Length; pixel++)
            {
                image.Pixels[pixel] = ColorOf(values[pixel], pixel, kind).Packed;
            }

            return image;
        }));

    [Fact]
    public void Kitty_ofAnyPicture_isThatPicture() => Images.Sample(image =>
    {
        var output = new StringBuilder();
        KittyEncoder.Encode(image, 7, 3, 5, output);

        var (keys, rgb) = KittyDecoder.Decode(output.ToString());

        Assert.Equal(("T", "24", "z", "7", "5", "3"), (keys["a"], keys["f"], keys["o"], keys["i"], keys["c"], keys["r"]));
        var expected = new List<byte>();
        foreach (var pixel in image.Pixels)
        {
            var color = Rgba.FromPacked(pixel);
            expected.AddRange([color.R, color.G, color.B]);
        }

        Assert.Equal(expected, rgb);
    });

    [Fact]
    public void Sixel_ofAnyPicture_hasEveryPixelInANearColour() => Images.Sample(image =>
    {
        var decoded = Sixels(image);

        Assert.Equal((image.Height, image.Width), (decoded.GetLength(0), decoded.GetLength(1)));
        var apart = new List<double>();
        for (var y = 0; y < image.Height; y++)
        {
            for (var x = 0; x < image.Width; x++)
            {
                var (wanted, shown) = (image[y, x], decoded[y, x]!.Value);
                apart.AddRange(Math.Abs((wanted.R / 2.55) - shown.R), Math.Abs((wanted.G / 2.55) - shown.G), Math.Abs((wanted.B / 2.55) - shown.B));
            }
        }

        // Noise over all colours is the worst of pictures: 96 colours are then 4 or 5 steps a component.
        Assert.InRange(apart.Max(), 0, 50);
        Assert.InRange(apart.Average(), 0, 10);
    });

    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(0.1, 0.6, 1)]
    [InlineData(0, 0, 1)]
    [InlineData(1, 1, 0)]
    public void Sixel_ofARampOfOneColour_showsItsSteps(double red, double green, double blue)
    {
        var image = new RgbaImage(8, 256);
        for (var x = 0; x < 256; x++)
        {
            for (var y = 0; y < 8; y++)
            {
                image[y, x] = new Rgba((byte)(x * red), (byte)(x * green), (byte)(x * blue));
            }
        }

        var decoded = Sixels(image);

        Assert.All(Enumerable.Range(0, 256), x =>
        {
            var (wanted, shown) = (image[3, x], decoded[3, x]!.Value);
            Assert.InRange(Math.Abs((wanted.R * 100 / 255.0) - shown.R), 0, 2.5);
            Assert.InRange(Math.Abs((wanted.G * 100 / 255.0) - shown.G), 0, 2.5);
            Assert.InRange(Math.Abs((wanted.B * 100 / 255.0) - shown.B), 0, 2.5);
        });
    }

    private static (int R, int G, int B)?[,] Sixels(RgbaImage image)
    {
        var output = new StringBuilder();
        SixelEncoder.Encode(image, output);
        return SixelDecoder.Decode(output.ToString());
    }

    /// <summary>Noise, few colours, a ramp with noise, or one colour.</summary>
    private static Rgba ColorOf(uint value, int pixel, int kind) => kind switch
    {
        0 => Rgba.FromPacked(value | 0xFF000000),
        1 => (value % 3) switch { 0 => Rgba.Black, 1 => Rgba.White, _ => new Rgba(12, 200, 90) },
        2 => new Rgba((byte)(pixel % 256), (byte)(value % 32), (byte)(255 - (pixel % 256))),
        _ => new Rgba(77, 77, 77),
    };
}
