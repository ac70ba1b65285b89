using System.Runtime.InteropServices;
using BitMiracle.LibTiff.Classic;
using Lamella.Engine.Arrays.Formats.Tiff;
using Xunit;
using TiffTag = BitMiracle.LibTiff.Classic.TiffTag;

namespace Lamella.Engine.Tests.Arrays.Formats.Tiff;

/// <summary>Files written by LibTiff.Net, an independent implementation, read back.</summary>
public sealed class TiffCodecTests
{
    private const int Width = 70;
    private const int Height = 53;

    [Theory]
    [InlineData("l", Compression.NONE, 8, 1, 1, false, 0)]
    [InlineData("b", Compression.NONE, 16, 1, 1, false, 0)]
    [InlineData("l", Compression.LZW, 8, 1, 1, false, 0)]
    [InlineData("l", Compression.LZW, 16, 2, 1, false, 0)]
    [InlineData("l", Compression.LZW, 16, 2, 3, false, 0)]
    [InlineData("l", Compression.LZW, 32, 2, 1, false, 16)]
    [InlineData("l", Compression.ADOBE_DEFLATE, 8, 2, 3, false, 0)]
    [InlineData("b", Compression.ADOBE_DEFLATE, 16, 1, 3, true, 0)]
    [InlineData("l", Compression.DEFLATE, 32, 2, 1, false, 32)]
    [InlineData("l", Compression.DEFLATE, -32, 3, 1, false, 0)]
    [InlineData("l", Compression.ADOBE_DEFLATE, -32, 3, 1, false, 16)]
    [InlineData("l", Compression.PACKBITS, 8, 1, 1, false, 0)]
    [InlineData("b", Compression.PACKBITS, 16, 1, 1, true, 16)]
    [InlineData("l", Compression.NONE, 8, 1, 3, true, 0)]
    [InlineData("l", Compression.NONE, 8, 1, 3, true, 16)]
    [InlineData("l", Compression.NONE, 16, 1, 4, false, 32)]
    [InlineData("l", Compression.LZW, -64, 1, 1, false, 0)]
    public async Task Decode_what_LibTiff_wrote_gives_its_pixels(
        string byteOrder, Compression compression, int bits, int predictor, int samples, bool isPlanar, int tile)
    {
        var pixels = Pixels(bits, samples);
        var bytes = Write(byteOrder, compression, bits, predictor, samples, isPlanar && samples > 1, tile, pixels);

        var image = await new TiffFormat().OpenAsync(MemorySource.Of("x.tif", bytes), TestContext.Current.CancellationToken);
        var whole = await WholeArray.ReadAsync(image.Levels[0], TestContext.Current.CancellationToken);

        Assert.Equal(samples > 1 ? [Height, Width, samples] : [Height, Width], image.Levels[0].Metadata.Shape);
        Assert.Equal(samples > 1, image.IsRgb);
        Assert.Equal(pixels, whole);
    }

    [Fact]
    public async Task Decode_big_endian_horizontal_differences_are_of_the_values()
    {
        // TIFF 6.0 section 14: 100, 356, 255 less their left neighbours, each stored big-endian.
        var tiff = new TiffBytes(isBigEndian: true);
        var strip = tiff.Append([0, 100, 1, 0, 0xFF, 0x9B]);
        tiff.AddPage(TiffBytes.Grey(3, 1, 16, 1, 1, 1, [strip], [6], TiffBytes.Short(317, 2)));

        var image = await new TiffFormat().OpenAsync(MemorySource.Of("x.tif", tiff.ToArray()), TestContext.Current.CancellationToken);
        var whole = await WholeArray.ReadAsync(image.Levels[0], TestContext.Current.CancellationToken);

        Assert.Equal([100, 0, 100, 1, 255, 0], whole);
    }

    [Fact]
    public async Task Decode_big_endian_floating_point_differences_have_the_most_significant_bytes_first()
    {
        // 1.0f and 2.0f: 3F 80 00 00 and 40 00 00 00; planes 3F 40, 80 00, 00 00, 00 00; then differences.
        var tiff = new TiffBytes(isBigEndian: true);
        var strip = tiff.Append([0x3F, 0x01, 0x40, 0x80, 0, 0, 0, 0]);
        tiff.AddPage(TiffBytes.Grey(2, 1, 32, 3, 1, 1, [strip], [8], TiffBytes.Short(317, 3)));

        var image = await new TiffFormat().OpenAsync(MemorySource.Of("x.tif", tiff.ToArray()), TestContext.Current.CancellationToken);
        var whole = await WholeArray.ReadAsync(image.Levels[0], TestContext.Current.CancellationToken);

        Assert.Equal([1f, 2f], MemoryMarshal.Cast<byte, float>(whole).ToArray());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(37)]
    [InlineData(4096)]
    [InlineData(100_000)]
    public void Lzw_decodes_any_part_of_its_output(int length)
    {
        var pixels = Enumerable.Range(0, 100_000).Select(i => (byte)((i / 7) ^ (i % 11))).ToArray();
        var encoded = LzwEncoder.Encode(pixels);
        var decoded = new byte[length];

        var written = TiffLzw.Decode(encoded, decoded);

        Assert.Equal(length, written);
        Assert.Equal(pixels[..length], decoded);
    }

    private static byte[] Pixels(int bits, int samples)
    {
        var count = Width * Height * samples;
        return bits switch
        {
            -32 => MemoryMarshal.AsBytes<float>(Enumerable.Range(0, count).Select(i => MathF.Sin(i * 0.01f) * i).ToArray()).ToArray(),
            -64 => MemoryMarshal.AsBytes<double>(Enumerable.Range(0, count).Select(i => Math.Cos(i * 0.1)).ToArray()).ToArray(),
            8 => [.. Enumerable.Range(0, count).Select(i => (byte)((i * i / 50) + (i % 5)))],
            16 => MemoryMarshal.AsBytes<ushort>(Enumerable.Range(0, count).Select(i => (ushort)(i * 37)).ToArray()).ToArray(),
            _ => MemoryMarshal.AsBytes<uint>(Enumerable.Range(0, count).Select(i => (uint)i * 2_654_435_761).ToArray()).ToArray(),
        };
    }

    private static byte[] Write(string byteOrder, Compression compression, int bits, int predictor, int samples, bool isPlanar, int tile, byte[] pixels)
    {
        var stream = new MemoryStream();
        using (var tiff = BitMiracle.LibTiff.Classic.Tiff.ClientOpen("memory", "w" + byteOrder, stream, new KeptStream()))
        {
            tiff.SetField(TiffTag.IMAGEWIDTH, Width);
            tiff.SetField(TiffTag.IMAGELENGTH, Height);
            tiff.SetField(TiffTag.BITSPERSAMPLE, Math.Abs(bits));
            tiff.SetField(TiffTag.SAMPLESPERPIXEL, samples);
            tiff.SetField(TiffTag.SAMPLEFORMAT, bits < 0 ? SampleFormat.IEEEFP : SampleFormat.UINT);
            tiff.SetField(TiffTag.PHOTOMETRIC, samples > 1 ? Photometric.RGB : Photometric.MINISBLACK);
            tiff.SetField(TiffTag.PLANARCONFIG, isPlanar ? PlanarConfig.SEPARATE : PlanarConfig.CONTIG);
            tiff.SetField(TiffTag.COMPRESSION, compression);
            if (predictor > 1)
            {
                tiff.SetField(TiffTag.PREDICTOR, predictor);
            }

            new SegmentWriter(tiff, pixels, Width, Height, samples, Math.Abs(bits) / 8, isPlanar).Write(tile);
        }

        return stream.ToArray();
    }
}
