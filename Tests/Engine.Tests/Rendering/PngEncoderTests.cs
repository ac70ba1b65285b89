using CsCheck;
using Lamella.Engine.Rendering;
using Xunit;

namespace Lamella.Engine.Tests.Rendering;

public sealed class PngEncoderTests
{
    [Fact]
    public void Encode_thenDecode_givesTheSameOpaquePixels() =>
        Gen.Select(Gen.Int[1, 9], Gen.Int[1, 9]).SelectMany((height, width) =>
            Gen.Select(Gen.Const(height), Gen.Const(width), Gen.UInt.Array[height * width])).Sample((height, width, pixels) =>
        {
            var image = new RgbaImage(height, width);
            Array.ConvertAll(pixels, pixel => pixel | 0xFF000000).CopyTo(image.Pixels);

            var decoded = PngEncoder.Decode(PngEncoder.Encode(image));

            Assert.Equal((height, width), (decoded.Height, decoded.Width));
            Assert.Equal(image.Pixels.ToArray(), decoded.Pixels.ToArray());
        });

    [Fact]
    public void Encode_startsWithPngsSignature() =>
        Assert.Equal([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A], PngEncoder.Encode(new RgbaImage(1, 1))[..8]);

    [Fact]
    public void Encode_withoutPixels_isRefused() =>
        Assert.Throws<ArgumentException>(() => PngEncoder.Encode(new RgbaImage(0, 5)));

    [Fact]
    public void Decode_ofOtherBytes_isRefused() => Assert.Throws<ArgumentException>(() => PngEncoder.Decode([1, 2, 3]));
}
