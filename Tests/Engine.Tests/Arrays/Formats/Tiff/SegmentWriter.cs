using BitMiracle.LibTiff.Classic;

namespace Lamella.Engine.Tests.Arrays.Formats.Tiff;

/// <summary>Cuts pixels into strips of 8 rows, or square tiles, and writes them with LibTiff.</summary>
internal sealed class SegmentWriter(BitMiracle.LibTiff.Classic.Tiff tiff, byte[] pixels, int width, int height, int samples, int itemSize, bool isPlanar)
{
    private const int RowsPerStrip = 8;

    private int SegmentSamples => isPlanar ? 1 : samples;

    public void Write(int tile)
    {
        if (tile > 0)
        {
            tiff.SetField(TiffTag.TILEWIDTH, tile);
            tiff.SetField(TiffTag.TILELENGTH, tile);
        }
        else
        {
            tiff.SetField(TiffTag.ROWSPERSTRIP, RowsPerStrip);
        }

        var number = 0;
        for (var sample = 0; sample < (isPlanar ? samples : 1); sample++)
        {
            for (var row = 0; row < height; row += tile > 0 ? tile : RowsPerStrip)
            {
                for (var column = 0; column < width; column += tile > 0 ? tile : width)
                {
                    if (tile > 0)
                    {
                        var segment = Cut(row, column, tile, tile, sample);
                        tiff.WriteEncodedTile(number++, segment, segment.Length);
                    }
                    else
                    {
                        var segment = Cut(row, 0, Math.Min(RowsPerStrip, height - row), width, sample);
                        tiff.WriteEncodedStrip(number++, segment, segment.Length);
                    }
                }
            }
        }
    }

    private byte[] Cut(int startRow, int startColumn, int rows, int columns, int sample)
    {
        var pixelSize = SegmentSamples * itemSize;
        var segment = new byte[rows * columns * pixelSize];
        for (var row = 0; row < Math.Min(rows, height - startRow); row++)
        {
            for (var column = 0; column < Math.Min(columns, width - startColumn); column++)
            {
                var source = ((((startRow + row) * width) + startColumn + column) * samples * itemSize) + (sample * itemSize);
                pixels.AsSpan(source, pixelSize).CopyTo(segment.AsSpan(((row * columns) + column) * pixelSize));
            }
        }

        return segment;
    }
}
