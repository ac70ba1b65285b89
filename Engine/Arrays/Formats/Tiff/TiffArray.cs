using System.Buffers;
using System.Collections.Immutable;
using System.Globalization;
using Lamella.Contracts.Arrays;
using Lamella.Contracts.Errors;
using Lamella.Engine.Arrays.Codecs;
using Lamella.Engine.Arrays.Stores;

namespace Lamella.Engine.Arrays.Formats.Tiff;

/// <summary>
/// Pages of one layout as an array: axes of pages, then samples where they lie apart, rows, columns, and samples where they
/// lie together. A chunk is a tile or some strips.
/// </summary>
internal sealed class TiffArray : IChunkedArray
{
    private readonly ImageSource _source;
    private readonly TiffLayout _layout;
    private readonly ImmutableArray<long> _pageShape;
    private readonly TiffSegmentTables _tables;
    private readonly TiffChunkPlanner _planner;
    private readonly TiffSegmentDecoder _decoder;

    /// <param name="source">The file.</param>
    /// <param name="layout">What the pages have in common.</param>
    /// <param name="pageShape">Extents of the axes along which pages lie, slowest first.</param>
    /// <param name="pages">The pages in C order; null where one is absent.</param>
    /// <param name="identity">Names the content.</param>
    /// <param name="format">The file format.</param>
    /// <exception cref="LamellaException">
    /// <see cref="LamellaErrorCode.Unsupported"/>: the layout; <see cref="LamellaErrorCode.LimitExceeded"/>: a chunk, or the grid, is too large.
    /// </exception>
    public TiffArray(
        ImageSource source,
        TiffLayout layout,
        ImmutableArray<long> pageShape,
        ImmutableArray<TiffPage?> pages,
        string identity,
        string format)
    {
        if (layout.Objection is { } objection)
        {
            throw new LamellaException(LamellaErrorCode.Unsupported, $"{source.Uri}: TIFF with {objection} is not supported.", source.Uri);
        }

        var chunkRows = layout.IsTiled ? layout.SegmentHeight : TiffChunkGrid.RowsOf(layout);
        CheckLimits(source, layout, chunkRows);
        _source = source;
        _layout = layout;
        _pageShape = pageShape;
        _tables = new TiffSegmentTables(source, layout, pages);
        _planner = new TiffChunkPlanner(source.Uri, source.Length, layout, chunkRows);
        _decoder = new TiffSegmentDecoder(layout);
        var hasPlaneAxis = layout is { Samples: > 1, HasSampleAxis: false };
        ImmutableArray<long> lastShape = layout.HasSampleAxis ? [layout.Samples] : [];
        ImmutableArray<long> planeShape = hasPlaneAxis ? [layout.Samples] : [];
        Metadata = new ArrayMetadata
        {
            Identity = identity,
            Shape = [.. pageShape, .. planeShape, layout.Height, layout.Width, .. lastShape],
            ChunkShape =
            [
                .. pageShape.Select(static _ => 1),
                .. planeShape.Select(static _ => 1),
                chunkRows,
                layout.SegmentWidth,
                .. lastShape.Select(static extent => (int)extent),
            ],
            DataType = layout.DataType,
            Format = format,
            Codecs = Codecs(layout),
            StoreKind = source.Store.ToStoreKind(),
        };
    }

    public ArrayMetadata Metadata { get; }

    public async ValueTask<EncodedChunk?> ReadAsync(ReadOnlyMemory<int> chunkIndex, CancellationToken cancellationToken)
    {
        var segments = await _tables.GetAsync(PageOf(chunkIndex.Span), cancellationToken).ConfigureAwait(false);
        if (segments is null)
        {
            return null;
        }

        var pieces = Plan(segments, chunkIndex.Span);
        var bytes = await TiffPieceReader.ReadAsync(_source, pieces, cancellationToken).ConfigureAwait(false);
        return bytes is null ? null : new EncodedChunk(bytes.Bytes, bytes, pieces);
    }

    public void Decode(EncodedChunk encoded, Span<byte> destination)
    {
        foreach (var piece in (TiffPiece[])encoded.State!)
        {
            try
            {
                DecodePiece(piece, encoded.Bytes.Span.Slice(piece.Start, piece.Length), destination);
            }
            catch (CorruptDataException exception)
            {
                var segment = string.Create(CultureInfo.InvariantCulture, $"{(_layout.IsTiled ? "tile" : "strip")} {piece.Segment} at {piece.FileOffset}");
                throw new LamellaException(
                    LamellaErrorCode.CorruptChunk,
                    $"{_source.Uri}: {segment} is damaged: {exception.Message}.",
                    _source.Uri,
                    innerException: exception);
            }
        }
    }

    private TiffPiece[] Plan(TiffSegments segments, ReadOnlySpan<int> chunkIndex)
    {
        var rowAxis = Metadata.Rank - (_layout.HasSampleAxis ? 3 : 2);
        var sample = rowAxis > _pageShape.Length ? chunkIndex[rowAxis - 1] : 0;
        return _planner.Plan(segments, chunkIndex[rowAxis], chunkIndex[rowAxis + 1], sample);
    }

    private int PageOf(ReadOnlySpan<int> chunkIndex)
    {
        long page = 0;
        for (var axis = 0; axis < _pageShape.Length; axis++)
        {
            page = (page * _pageShape[axis]) + chunkIndex[axis];
        }

        return (int)page;
    }

    private void DecodePiece(TiffPiece piece, ReadOnlySpan<byte> encoded, Span<byte> destination)
    {
        var rowBytes = (int)_layout.SegmentRowBytes;
        if (_layout is not { IsPlanar: true, HasSampleAxis: true })
        {
            DecodeOrClear(encoded, destination.Slice(piece.Row * rowBytes, piece.Rows * rowBytes));
            return;
        }

        var rented = ArrayPool<byte>.Shared.Rent(piece.Rows * rowBytes);
        try
        {
            var plane = rented.AsSpan(0, piece.Rows * rowBytes);
            DecodeOrClear(encoded, plane);
            TiffInterleave.Scatter(
                plane,
                destination.Slice(piece.Row * rowBytes * _layout.Samples, plane.Length * _layout.Samples),
                piece.Sample,
                _layout.Samples,
                _layout.DataType.ItemSize());
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(rented);
        }
    }

    private void DecodeOrClear(ReadOnlySpan<byte> encoded, Span<byte> rows)
    {
        if (encoded.IsEmpty)
        {
            rows.Clear();
            return;
        }

        _decoder.Decode(encoded, rows);
    }

    private static void CheckLimits(ImageSource source, TiffLayout layout, int chunkRows)
    {
        var chunkBytes = (Int128)chunkRows * layout.SegmentWidth * layout.Samples * layout.DataType.ItemSize();
        if (chunkBytes > source.Limits.MaxChunkBytes)
        {
            throw new LamellaException(
                LamellaErrorCode.LimitExceeded,
                $"{source.Uri}: a {(layout.IsTiled ? "tile" : "strip")} of {layout.SegmentWidth} × {chunkRows} pixels has {chunkBytes} bytes, at most {source.Limits.MaxChunkBytes} are decoded at once.",
                source.Uri,
                expected: $"at most {source.Limits.MaxChunkBytes} bytes",
                got: $"{chunkBytes} bytes");
        }

        if (layout.SegmentCount > int.MaxValue)
        {
            throw new LamellaException(
                LamellaErrorCode.LimitExceeded,
                $"{source.Uri}: a page has {layout.SegmentCount} segments, at most {int.MaxValue} are read.",
                source.Uri);
        }
    }

    private static ImmutableArray<string> Codecs(TiffLayout layout)
    {
        var codecs = ImmutableArray.CreateBuilder<string>();
        codecs.Add(layout.IsBigEndian && layout.DataType.ItemSize() > 1 ? "bytes(big)" : "bytes");
        if (layout.Predictor > 1)
        {
            codecs.Add(string.Create(CultureInfo.InvariantCulture, $"predictor({layout.Predictor})"));
        }

        if (layout.Compression != TiffCompression.None)
        {
            codecs.Add(layout.Compression.ToString().ToLowerInvariant());
        }

        return codecs.ToImmutable();
    }
}
