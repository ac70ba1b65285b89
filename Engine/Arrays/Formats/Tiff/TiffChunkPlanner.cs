using System.Globalization;
using Lamella.Contracts.Errors;

namespace Lamella.Engine.Arrays.Formats.Tiff;

/// <summary>Says which pieces of a file make up a chunk, and checks that they can.</summary>
/// <param name="path">The file, for errors.</param>
/// <param name="fileLength">Bytes of the file.</param>
/// <param name="layout">The pages' layout.</param>
/// <param name="chunkRows">Rows of a chunk.</param>
internal sealed class TiffChunkPlanner(string path, long fileLength, TiffLayout layout, int chunkRows)
{
    /// <summary>The pieces of a chunk.</summary>
    /// <param name="segments">The page's segments.</param>
    /// <param name="row">The chunk's row in the grid of chunks.</param>
    /// <param name="column">The chunk's column.</param>
    /// <param name="sample">The sample wanted where samples lie apart; else 0. Ignored where they become the last axis.</param>
    /// <exception cref="LamellaException"><see cref="LamellaErrorCode.CorruptChunk"/>: a piece that leaves the file, or has an impossible length.</exception>
    public TiffPiece[] Plan(TiffSegments segments, int row, int column, int sample)
    {
        var isInterleaved = layout is { IsPlanar: true, HasSampleAxis: true };
        var pieces = new List<TiffPiece>();
        for (var each = isInterleaved ? 0 : sample; each < (isInterleaved ? layout.Samples : sample + 1); each++)
        {
            var first = layout.IsPlanar ? each * layout.SegmentsAcross * layout.SegmentsDown : 0;
            if (layout.IsTiled)
            {
                var tile = first + (row * layout.SegmentsAcross) + column;
                pieces.Add(Whole(segments, tile, 0, layout.SegmentHeight, each));
            }
            else
            {
                AddStrips(pieces, segments, first, row * chunkRows, each);
            }
        }

        return [.. pieces];
    }

    private void AddStrips(List<TiffPiece> pieces, TiffSegments segments, int first, int startRow, int sample)
    {
        var stopRow = (int)Math.Min(layout.Height, (long)startRow + chunkRows);
        var strip = startRow / layout.SegmentHeight;
        if (chunkRows < layout.SegmentHeight)
        {
            pieces.Add(Part(segments, first + strip, startRow - (strip * layout.SegmentHeight), stopRow - startRow, sample));
            return;
        }

        for (var at = startRow; at < stopRow; at += layout.SegmentHeight, strip++)
        {
            pieces.Add(Whole(segments, first + strip, at - startRow, Math.Min(layout.SegmentHeight, stopRow - at), sample));
        }
    }

    private TiffPiece Whole(TiffSegments segments, int segment, int row, int rows, int sample)
    {
        if (layout.Compression == TiffCompression.None)
        {
            return Part(segments, segment, 0, rows, sample) with { Row = row };
        }

        var (offset, length) = (segments.Offsets[segment], segments.Lengths[segment]);
        if (offset == 0 || length == 0)
        {
            return new TiffPiece(segment, 0, 0, row, rows, sample);
        }

        // No compressor that is read here more than doubles its input.
        var bound = (2 * rows * layout.SegmentRowBytes) + 65_536;
        return length >= 0 && length <= bound
            ? Checked(new TiffPiece(segment, offset, (int)Math.Min(length, int.MaxValue), row, rows, sample))
            : throw Corrupt(segment, $"has {length} bytes, its {rows} rows compress to at most {bound}");
    }

    private TiffPiece Part(TiffSegments segments, int segment, int skippedRows, int rows, int sample)
    {
        var (offset, length) = (segments.Offsets[segment], segments.Lengths[segment]);
        if (offset == 0 || length == 0)
        {
            return new TiffPiece(segment, 0, 0, 0, rows, sample);
        }

        var needed = (skippedRows + (long)rows) * layout.SegmentRowBytes;
        return length >= needed
            ? Checked(new TiffPiece(
                segment, offset + (skippedRows * layout.SegmentRowBytes), (int)(rows * layout.SegmentRowBytes), 0, rows, sample))
            : throw Corrupt(segment, $"has {length} bytes, {needed} are needed for its rows");
    }

    private TiffPiece Checked(TiffPiece piece) =>
        piece.FileOffset > 0 && piece.FileOffset <= fileLength - piece.Length
            ? piece
            : throw Corrupt(
                piece.Segment, $"lies at {piece.FileOffset} with {piece.Length} bytes, but the file ends after {fileLength} bytes");

    private LamellaException Corrupt(int segment, FormattableString what) => new(
        LamellaErrorCode.CorruptChunk,
        $"{path}: {(layout.IsTiled ? "tile" : "strip")} {segment} {what.ToString(CultureInfo.InvariantCulture)}.",
        path);
}
