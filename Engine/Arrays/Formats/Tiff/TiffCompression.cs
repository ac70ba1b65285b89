namespace Lamella.Engine.Arrays.Formats.Tiff;

/// <summary>Values of the Compression tag that have a name, supported or not.</summary>
internal enum TiffCompression
{
    None = 1,
    CcittRle = 2,
    CcittGroup3 = 3,
    CcittGroup4 = 4,
    Lzw = 5,
    OldJpeg = 6,
    Jpeg = 7,
    AdobeDeflate = 8,
    PackBits = 32773,
    Deflate = 32946,
    Jpeg2000Aperio = 33003,
    Jpeg2000AperioRgb = 33005,
    Jpeg2000 = 34712,
    Lerc = 34887,
    Lzma = 34925,
    Zstd = 50000,
    WebP = 50001,
    JpegXl = 50002,
}
