using Lamella.Contracts.Arrays;
using Lamella.Contracts.Errors;

namespace Lamella.Engine.Arrays.Formats.Flat;

/// <summary>
/// An array whose elements lie in one run of bytes, in C or Fortran order and either byte order. Chunks are runs of
/// bytes too; where they can be used as they lie, and lie in memory, they are resident.
/// </summary>
internal sealed class FlatArray : IChunkedArray
{
    private readonly FlatLayout _layout;
    private readonly IFlatSource _source;
    private readonly long[] _strides;
    private readonly int _chunkLength;

    /// <param name="layout">How the elements lie; its whole extent within the source has been checked by the format.</param>
    /// <param name="source">The bytes.</param>
    /// <param name="identity">Names the content, with its version.</param>
    /// <param name="format">The file format.</param>
    /// <exception cref="LamellaException"><see cref="LamellaErrorCode.LimitExceeded"/>: the array's size overflows.</exception>
    public FlatArray(FlatLayout layout, IFlatSource source, string identity, string format)
    {
        ArraySize.ByteLength(layout.Shape, layout.DataType, identity);
        _layout = layout;
        _source = source;
        Metadata = new ArrayMetadata
        {
            Identity = identity,
            Shape = layout.Shape,
            ChunkShape = layout.ChooseChunkShape(),
            DataType = layout.DataType,
            Format = format,
            StoreKind = source.Kind,
        };
        _chunkLength = Metadata.ChunkByteLength;
        _strides = StridedCopy.Strides(layout.Shape.AsSpan(), layout.DataType.ItemSize(), layout.IsFortran);
    }

    public ArrayMetadata Metadata { get; }

    public ReadOnlyMemory<byte> GetResident(ReadOnlySpan<int> chunkIndex)
    {
        if (!_layout.IsNative || IsClipped(chunkIndex))
        {
            return default;
        }

        return _source.GetResident(OffsetOf(chunkIndex), _chunkLength);
    }

    public async ValueTask<EncodedChunk?> ReadAsync(ReadOnlyMemory<int> chunkIndex, CancellationToken cancellationToken)
    {
        var extents = Extents(chunkIndex.Span);
        var length = extents.Aggregate(_layout.DataType.ItemSize(), static (bytes, extent) => bytes * extent);
        return await _source.ReadAsync(OffsetOf(chunkIndex.Span), length, extents, cancellationToken).ConfigureAwait(false);
    }

    public void Decode(EncodedChunk encoded, Span<byte> destination)
    {
        var extents = (int[])encoded.State!;
        var itemSize = _layout.DataType.ItemSize();
        var source = encoded.Bytes.Span;
        if (source.Length < destination.Length)
        {
            destination.Clear();
        }

        if (_layout.IsFortran)
        {
            StridedCopy.Copy(
                source,
                StridedCopy.Strides(Array.ConvertAll(extents, static extent => (long)extent), itemSize, isFortran: true),
                destination,
                StridedCopy.Strides(Array.ConvertAll([.. Metadata.ChunkShape], static extent => (long)extent), itemSize, isFortran: false),
                extents,
                itemSize);
        }
        else
        {
            // Clipped along the one axis that is cut, a chunk is the beginning of a whole one.
            source.CopyTo(destination);
        }

        if (_layout.IsBigEndian)
        {
            ByteOrder.Swap(destination, _layout.DataType);
        }
    }

    private long OffsetOf(ReadOnlySpan<int> chunkIndex)
    {
        var offset = _layout.Offset;
        for (var axis = 0; axis < chunkIndex.Length; axis++)
        {
            offset += chunkIndex[axis] * (long)Metadata.ChunkShape[axis] * _strides[axis];
        }

        return offset;
    }

    private bool IsClipped(ReadOnlySpan<int> chunkIndex)
    {
        for (var axis = 0; axis < chunkIndex.Length; axis++)
        {
            if ((chunkIndex[axis] + 1L) * Metadata.ChunkShape[axis] > Metadata.Shape[axis])
            {
                return true;
            }
        }

        return false;
    }

    private int[] Extents(ReadOnlySpan<int> chunkIndex)
    {
        var extents = new int[chunkIndex.Length];
        for (var axis = 0; axis < extents.Length; axis++)
        {
            var start = (long)chunkIndex[axis] * Metadata.ChunkShape[axis];
            extents[axis] = (int)Math.Min(Metadata.ChunkShape[axis], Metadata.Shape[axis] - start);
        }

        return extents;
    }
}
