using System.IO.Compression;
using Lamella.Contracts.Arrays;
using Lamella.Engine.Arrays.Codecs;
using Lamella.Engine.Arrays.Formats.Flat;

namespace Lamella.Engine.Arrays.Formats.Tiff;

/// <summary>Decodes strips and tiles. Immutable, for concurrent use.</summary>
/// <param name="layout">How the pixels lie.</param>
internal sealed class TiffSegmentDecoder(TiffLayout layout)
{
    private readonly int _rowBytes = (int)layout.SegmentRowBytes;

    /// <summary>Decodes whole rows of a segment: decompresses, orders bytes, undoes the predictor.</summary>
    /// <param name="encoded">The segment, or of an uncompressed one the rows wanted; not trusted.</param>
    /// <param name="rows">Receives whole rows; rows that the segment has beyond them, as padding, are left.</param>
    /// <exception cref="CorruptDataException">The bytes do not decode, or to fewer rows.</exception>
    public void Decode(ReadOnlySpan<byte> encoded, Span<byte> rows)
    {
        var length = layout.Compression switch
        {
            TiffCompression.Lzw => TiffLzw.Decode(encoded, rows),
            TiffCompression.PackBits => TiffPackBits.Decode(encoded, rows),
            TiffCompression.AdobeDeflate or TiffCompression.Deflate => Inflate(encoded, rows),
            TiffCompression.Zstd => ZstdCodec.Decompress(encoded, rows),
            _ => Copy(encoded, rows),
        };
        if (length != rows.Length)
        {
            throw new CorruptDataException($"it decodes to {length} bytes, its rows have {rows.Length}");
        }

        var itemSize = layout.DataType.ItemSize();
        if (layout.Predictor == 3)
        {
            TiffPredictor.UndoFloatingPoint(rows, _rowBytes, layout.SegmentSamples, itemSize);
            return;
        }

        if (layout.IsBigEndian)
        {
            ByteOrder.Swap(rows, layout.DataType);
        }

        if (layout.Predictor == 2)
        {
            TiffPredictor.UndoHorizontal(rows, _rowBytes, layout.SegmentSamples, itemSize);
        }
    }

    private static int Copy(ReadOnlySpan<byte> encoded, Span<byte> rows)
    {
        var length = Math.Min(encoded.Length, rows.Length);
        encoded[..length].CopyTo(rows);
        return length;
    }

    private static unsafe int Inflate(ReadOnlySpan<byte> encoded, Span<byte> rows)
    {
        fixed (byte* start = encoded)
        {
            using var source = new UnmanagedMemoryStream(start, encoded.Length);
            using var stream = new ZLibStream(source, CompressionMode.Decompress);
            try
            {
                // Writers pad the last strip to its full height: what follows the rows is not looked at.
                return stream.ReadAtLeast(rows, rows.Length, throwOnEndOfStream: false);
            }
            catch (InvalidDataException exception)
            {
                throw new CorruptDataException($"deflate: {exception.Message}");
            }
        }
    }
}
