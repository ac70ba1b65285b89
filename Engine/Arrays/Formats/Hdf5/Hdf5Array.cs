using System.Runtime.InteropServices;
using Lamella.Contracts.Arrays;
using Lamella.Contracts.Errors;
using Lamella.Engine.Arrays.Codecs;
using Lamella.Engine.Arrays.Formats.Flat;
using Lamella.Engine.Arrays.Stores;
using PureHDF;
using PureHDF.Selections;
using PureHDF.VOL.Native;

namespace Lamella.Engine.Arrays.Formats.Hdf5;

/// <summary>
/// A dataset. Chunked ones are read as they are encoded; contiguous and compact ones through PureHDF, in chunks that are
/// runs of bytes.
/// </summary>
internal sealed class Hdf5Array : IChunkedArray
{
    private readonly Hdf5File _file;
    private readonly NativeDataset _dataset;
    private readonly string _path;
    private readonly bool _isChunked;
    private readonly bool _isBigEndian;

    /// <param name="file">The file.</param>
    /// <param name="dataset">The dataset, not virtual and not external.</param>
    /// <param name="path">File and dataset, for errors.</param>
    /// <param name="identity">Names the content.</param>
    /// <param name="limits">Bounds on rank and chunk.</param>
    /// <exception cref="LamellaException"><see cref="LamellaErrorCode.Unsupported"/>, <see cref="LamellaErrorCode.LimitExceeded"/>, <see cref="LamellaErrorCode.InvalidMetadata"/>.</exception>
    public Hdf5Array(Hdf5File file, NativeDataset dataset, string path, string identity, ArrayLimits limits)
    {
        _file = file;
        _dataset = dataset;
        _path = path;
        _isChunked = dataset.Layout.Class == H5DataLayoutClass.Chunked;
        var dataType = Hdf5DataTypes.Find(dataset.Type, path);
        var shape = Hdf5Shapes.Shape(dataset, dataType, path, limits);
        Metadata = new ArrayMetadata
        {
            Identity = identity,
            Shape = shape,
            ChunkShape = _isChunked
                ? Hdf5Shapes.ChunkShape(dataset.Layout.Chunks, shape, dataType, path, limits)
                : new FlatLayout(shape, dataType, 0).ChooseChunkShape(),
            DataType = dataType,
            Format = "hdf5",
            Codecs = [_isChunked ? "chunked" : "contiguous"],
            StoreKind = StoreKind.File,
        };
        _isBigEndian = _isChunked && dataType.ItemSize() > 1 && shape.All(static extent => extent > 0) && ProbeIsBigEndian();
    }

    public ArrayMetadata Metadata { get; }

    public ValueTask<EncodedChunk?> ReadAsync(ReadOnlyMemory<int> chunkIndex, CancellationToken cancellationToken) => _isChunked
        ? _file.ReadAsync<EncodedChunk?>(_path, () => ReadEncoded(chunkIndex.Span), cancellationToken)
        : _file.ReadAsync<EncodedChunk?>(_path, () => ReadElements(chunkIndex.Span), cancellationToken);

    public void Decode(EncodedChunk encoded, Span<byte> destination)
    {
        if (!_isChunked)
        {
            // Clipped along the one axis that is cut, a chunk is the beginning of a whole one.
            encoded.Bytes.Span.CopyTo(destination);
            return;
        }

        try
        {
            Hdf5FilterDecoder.Decode(encoded.Bytes.Span, (Hdf5FilterStep[])encoded.State!, destination);
        }
        catch (CorruptDataException exception)
        {
            throw new LamellaException(LamellaErrorCode.CorruptChunk, $"{_path}: a chunk is damaged: {exception.Message}.", _path, innerException: exception);
        }

        if (_isBigEndian)
        {
            ByteOrder.Swap(destination, Metadata.DataType);
        }
    }

    private EncodedChunk ReadEncoded(ReadOnlySpan<int> chunkIndex)
    {
        var start = Start(chunkIndex);
        using var capture = new Hdf5Capture();
        ReadInto(new byte[Metadata.DataType.ItemSize()], Hdf5File.One(start), new H5DatasetAccess(ChunkCache: capture));
        var bytes = capture.Take();
        return new EncodedChunk(bytes.Bytes, bytes, capture.Steps);
    }

    private EncodedChunk ReadElements(ReadOnlySpan<int> chunkIndex)
    {
        var start = Start(chunkIndex);
        var extents = new ulong[start.Length];
        for (var axis = 0; axis < extents.Length; axis++)
        {
            extents[axis] = Math.Min((ulong)Metadata.ChunkShape[axis], (ulong)Metadata.Shape[axis] - start[axis]);
        }

        var bytes = StoreValue.Rent((int)extents.Aggregate((ulong)Metadata.DataType.ItemSize(), static (product, extent) => product * extent));
        try
        {
            ReadInto(bytes.Memory.Span, new HyperslabSelection(start.Length, start, extents), default);
            return new EncodedChunk(bytes.Bytes, bytes);
        }
        catch
        {
            bytes.Dispose();
            throw;
        }
    }

    private ulong[] Start(ReadOnlySpan<int> chunkIndex)
    {
        var start = new ulong[chunkIndex.Length];
        for (var axis = 0; axis < start.Length; axis++)
        {
            start[axis] = (ulong)chunkIndex[axis] * (ulong)Metadata.ChunkShape[axis];
        }

        return start;
    }

    /// <summary>PureHDF does not tell the byte order, but applies it: it is given the bytes 1, 0, … as a chunk.</summary>
    private bool ProbeIsBigEndian()
    {
        var bytes = new byte[Metadata.DataType.ItemSize()];
        Hdf5File.Guard(_path, LamellaErrorCode.InvalidMetadata, () =>
        {
            ReadInto(bytes, Hdf5File.One(new ulong[Metadata.Rank]), new H5DatasetAccess(ChunkCache: new Hdf5ByteOrderProbe()));
            return 0;
        });
        return bytes[0] == 0;
    }

    private void ReadInto(Span<byte> bytes, HyperslabSelection selection, H5DatasetAccess access)
    {
        switch (Metadata.DataType)
        {
            case DataType.Int8:
                Read<sbyte>(bytes, selection, access);
                break;
            case DataType.UInt8:
                Read<byte>(bytes, selection, access);
                break;
            case DataType.Int16:
                Read<short>(bytes, selection, access);
                break;
            case DataType.UInt16:
                Read<ushort>(bytes, selection, access);
                break;
            case DataType.Int32:
                Read<int>(bytes, selection, access);
                break;
            case DataType.UInt32:
                Read<uint>(bytes, selection, access);
                break;
            case DataType.Int64:
                Read<long>(bytes, selection, access);
                break;
            case DataType.UInt64:
                Read<ulong>(bytes, selection, access);
                break;
            case DataType.Float16:
                Read<Half>(bytes, selection, access);
                break;
            case DataType.Float32:
                Read<float>(bytes, selection, access);
                break;
            default:
                Read<double>(bytes, selection, access);
                break;
        }
    }

    private void Read<T>(Span<byte> bytes, HyperslabSelection selection, H5DatasetAccess access)
        where T : unmanaged => _dataset.Read(access, MemoryMarshal.Cast<byte, T>(bytes), selection);
}
