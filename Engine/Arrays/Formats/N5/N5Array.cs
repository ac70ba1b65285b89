using System.Buffers;
using System.Buffers.Binary;
using System.Globalization;
using Lamella.Contracts.Arrays;
using Lamella.Contracts.Errors;
using Lamella.Engine.Arrays.Codecs;
using Lamella.Engine.Arrays.Formats.Flat;
using Lamella.Engine.Arrays.Stores;

namespace Lamella.Engine.Arrays.Formats.N5;

/// <summary>A dataset: blocks with a header each, big-endian, cut off at the array's edge.</summary>
internal sealed class N5Array : IChunkedArray
{
    /// <summary>Mode and number of axes, before the block's extents.</summary>
    private const int PrefixLength = 4;

    private readonly IStore _store;
    private readonly StoreKey _key;
    private readonly Codec? _codec;
    private readonly int _maxEncodedLength;
    private readonly long[] _chunkStrides;

    /// <param name="store">Holds the dataset.</param>
    /// <param name="key">Where in it.</param>
    /// <param name="metadata">Its attributes.</param>
    /// <param name="identity">Names the content.</param>
    public N5Array(IStore store, StoreKey key, N5Metadata metadata, string identity)
    {
        _store = store;
        _key = key;
        _codec = metadata.Codec;
        Metadata = new ArrayMetadata
        {
            Identity = identity,
            Shape = metadata.Shape,
            ChunkShape = metadata.BlockShape,
            DataType = metadata.DataType,
            Format = "n5",
            Codecs = [metadata.DataType.ItemSize() > 1 ? "bytes(big)" : "bytes", .. metadata.Codec is { } codec ? [codec.Name] : Array.Empty<string>()],
            StoreKind = store.ToStoreKind(),
        };
        var header = PrefixLength + (sizeof(int) * Metadata.Rank);
        _maxEncodedLength = (int)Math.Min(Array.MaxLength, header + (_codec?.EncodedBound(Metadata.ChunkByteLength) ?? Metadata.ChunkByteLength));
        _chunkStrides = StridedCopy.Strides([.. metadata.BlockShape], metadata.DataType.ItemSize(), isFortran: false);
    }

    public ArrayMetadata Metadata { get; }

    public async ValueTask<EncodedChunk?> ReadAsync(ReadOnlyMemory<int> chunkIndex, CancellationToken cancellationToken)
    {
        var key = KeyOf(chunkIndex.Span);
        var value = await _store.GetAsync(key, _maxEncodedLength, cancellationToken).ConfigureAwait(false);
        return value is null ? null : new EncodedChunk(value.Bytes, value, key);
    }

    public void Decode(EncodedChunk encoded, Span<byte> destination)
    {
        try
        {
            DecodeBlock(encoded.Bytes.Span, destination);
        }
        catch (CorruptDataException exception)
        {
            var path = $"{_store.Uri}/{encoded.State}";
            throw new LamellaException(LamellaErrorCode.CorruptChunk, $"{path} is damaged: {exception.Message}.", path, innerException: exception);
        }
    }

    private StoreKey KeyOf(ReadOnlySpan<int> chunkIndex)
    {
        // Keys count the fastest axis first.
        var segments = new string[chunkIndex.Length];
        for (var axis = 0; axis < segments.Length; axis++)
        {
            segments[^(axis + 1)] = chunkIndex[axis].ToString(CultureInfo.InvariantCulture);
        }

        return _key.Append(string.Join('/', segments));
    }

    private void DecodeBlock(ReadOnlySpan<byte> encoded, Span<byte> destination)
    {
        var extents = ReadExtents(encoded, out var isWhole);
        var payload = encoded[(PrefixLength + (sizeof(int) * extents.Length))..];
        if (isWhole)
        {
            Decompress(payload, destination);
            ByteOrder.Swap(destination, Metadata.DataType);
            return;
        }

        var itemSize = Metadata.DataType.ItemSize();
        var length = extents.Aggregate(itemSize, static (bytes, extent) => bytes * extent);
        var rented = ArrayPool<byte>.Shared.Rent(length);
        try
        {
            var block = rented.AsSpan(0, length);
            Decompress(payload, block);
            ByteOrder.Swap(block, Metadata.DataType);
            destination.Clear();
            StridedCopy.Copy(
                block,
                StridedCopy.Strides(Array.ConvertAll(extents, static extent => (long)extent), itemSize, isFortran: false),
                destination,
                _chunkStrides,
                extents,
                itemSize);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(rented);
        }
    }

    private int[] ReadExtents(ReadOnlySpan<byte> encoded, out bool isWhole)
    {
        if (encoded.Length < PrefixLength + (sizeof(int) * Metadata.Rank))
        {
            throw new CorruptDataException($"{encoded.Length} bytes cannot hold the header of a block of {Metadata.Rank} axes");
        }

        var mode = BinaryPrimitives.ReadUInt16BigEndian(encoded);
        if (mode != 0)
        {
            throw new LamellaException(
                LamellaErrorCode.Unsupported,
                $"{_store.Uri}/{_key}: blocks of mode {mode} ({(mode == 1 ? "varlength" : "object")}) are not supported.",
                $"{_store.Uri}/{_key}");
        }

        var rank = BinaryPrimitives.ReadUInt16BigEndian(encoded[2..]);
        if (rank != Metadata.Rank)
        {
            throw new CorruptDataException($"the block has {rank} axes, the array has {Metadata.Rank}");
        }

        var extents = new int[rank];
        isWhole = true;
        for (var axis = 0; axis < rank; axis++)
        {
            var extent = BinaryPrimitives.ReadUInt32BigEndian(encoded[(PrefixLength + (sizeof(int) * (rank - 1 - axis)))..]);
            if (extent == 0 || extent > Metadata.ChunkShape[axis])
            {
                throw new CorruptDataException($"the block has {extent} elements along axis {axis}, blockSize has {Metadata.ChunkShape[axis]}");
            }

            extents[axis] = (int)extent;
            isWhole &= extent == Metadata.ChunkShape[axis];
        }

        return extents;
    }

    private void Decompress(ReadOnlySpan<byte> payload, Span<byte> block)
    {
        if (_codec is null && payload.Length >= block.Length)
        {
            payload[..block.Length].CopyTo(block);
            return;
        }

        var length = _codec?.Decode(payload, block) ?? payload.Length;
        if (length != block.Length)
        {
            throw new CorruptDataException($"it decodes to {length} bytes, its extents need {block.Length}");
        }
    }
}
