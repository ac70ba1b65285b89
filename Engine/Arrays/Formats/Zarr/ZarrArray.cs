using Lamella.Contracts.Errors;
using Lamella.Engine.Arrays.Codecs;
using Lamella.Engine.Arrays.Formats.Zarr.Sharding;
using Lamella.Engine.Arrays.Stores;

namespace Lamella.Engine.Arrays.Formats.Zarr;

/// <summary>
/// An array of Zarr v2 or v3. Of a sharded array only the index and the wanted inner chunk are read; indexes are kept for
/// the array's lifetime, so that what is written to a shard later is seen by arrays opened later.
/// </summary>
internal sealed class ZarrArray : IChunkedArray
{
    /// <summary>Bytes of shard indexes that one array keeps.</summary>
    private const long IndexCacheBytes = 16 << 20;

    private readonly IStore _store;
    private readonly StoreKey _path;
    private readonly ZarrLayout _layout;
    private readonly ShardIndexCache? _indexes;

    /// <summary>Creates an array.</summary>
    /// <param name="store">Where it lies.</param>
    /// <param name="path">Its path in the store.</param>
    /// <param name="layout">Its checked metadata.</param>
    /// <param name="version">Tells this metadata from another at the same place.</param>
    public ZarrArray(IStore store, StoreKey path, ZarrLayout layout, string version)
    {
        _store = store;
        _path = path;
        _layout = layout;
        _indexes = layout.Shards.IsEmpty ? null : new ShardIndexCache(IndexCacheBytes);
        Uri = path.IsRoot ? store.Uri : $"{store.Uri}/{path}";
        Metadata = new ArrayMetadata
        {
            Identity = $"{Uri}#{version}",
            Shape = layout.Shape,
            ChunkShape = layout.ChunkShape,
            DataType = layout.DataType,
            FillValue = layout.FillValue,
            Format = $"zarr v{layout.Version}",
            StoreKind = store.ToStoreKind(),
            Codecs = layout.CodecNames,
            ShardShape = layout.Shards.IsEmpty ? default : layout.KeyShape,
            DimensionNames = layout.DimensionNames,
        };
    }

    /// <summary>Where the array lies, for errors.</summary>
    public string Uri { get; }

    /// <inheritdoc/>
    public ArrayMetadata Metadata { get; }

    /// <inheritdoc/>
    public async ValueTask<EncodedChunk?> ReadAsync(ReadOnlyMemory<int> chunkIndex, CancellationToken cancellationToken)
    {
        var key = _path.UncheckedAppend(_layout.Keys.Encode(KeyIndex(chunkIndex.Span)));
        if (_indexes is null)
        {
            var value = await _store.GetAsync(key, _layout.Pipeline.EncodedBound, cancellationToken).ConfigureAwait(false);
            return value is null ? null : new EncodedChunk(value.Bytes, value, key.Value);
        }

        return await ReadInnerAsync(key, chunkIndex, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public void Decode(EncodedChunk encoded, Span<byte> destination)
    {
        try
        {
            _layout.Pipeline.Decode(encoded.Bytes.Span, destination);
        }
        catch (CorruptDataException exception)
        {
            throw Corrupt(encoded.State as string ?? string.Empty, exception.Message);
        }
    }

    private async ValueTask<EncodedChunk?> ReadInnerAsync(StoreKey key, ReadOnlyMemory<int> chunkIndex, CancellationToken cancellationToken)
    {
        var place = new ShardPlace(0, Length: null);
        var name = key.Value;
        for (var level = 0; level < _layout.Shards.Length; level++)
        {
            var (shard, outer) = (_layout.Shards[level], place);
            var index = await _indexes!.GetAsync(name, token => ReadIndexAsync(key, name, shard.Index, outer, token), cancellationToken).ConfigureAwait(false);
            var position = shard.Position(chunkIndex.Span, _layout.ChunkShape);
            if (index is null || Find(index, position, level, name) is not { } inner)
            {
                return null;
            }

            if (outer.Length < inner.Offset + inner.Length)
            {
                throw Corrupt(name, $"inner chunk {position} ends at {inner.Offset + inner.Length}, the shard around it has {outer.Length} bytes");
            }

            place = new ShardPlace(outer.Offset + inner.Offset, inner.Length);
            name = $"{name}[{position}]";
        }

        var length = (int)place.Length!.Value;
        var value = await _store.GetRangeAsync(key, ByteRange.At(place.Offset, length), cancellationToken).ConfigureAwait(false);
        if (value is null || value.Length != length)
        {
            var got = value?.Length ?? 0;
            value?.Dispose();
            throw Corrupt(name, $"the shard's index gives it {length} bytes at {place.Offset}, {got} are there");
        }

        return new EncodedChunk(value.Bytes, value, name);
    }

    private (long Offset, int Length)? Find(ShardIndex index, int position, int level, string name)
    {
        var isInnermost = level == _layout.Shards.Length - 1;
        try
        {
            return index.Find(position, isInnermost ? _layout.Pipeline.EncodedBound : int.MaxValue);
        }
        catch (CorruptDataException exception)
        {
            throw Corrupt(name, exception.Message);
        }
    }

    private async ValueTask<ShardIndex?> ReadIndexAsync(
        StoreKey key, string name, ShardIndexLayout index, ShardPlace shard, CancellationToken cancellationToken)
    {
        if (shard.Length < index.Length)
        {
            throw Corrupt(name, $"the shard has {shard.Length} bytes, its index alone takes {index.Length}");
        }

        var range = (index.IsAtStart, shard.Length) switch
        {
            (true, _) => ByteRange.At(shard.Offset, index.Length),
            (false, { } length) => ByteRange.At(shard.Offset + length - index.Length, index.Length),
            (false, null) => ByteRange.Last(index.Length),
        };
        using var value = await _store.GetRangeAsync(key, range, cancellationToken).ConfigureAwait(false);
        try
        {
            return value is null ? null : index.Parse(value.Bytes.Span);
        }
        catch (CorruptDataException exception)
        {
            throw Corrupt(name, exception.Message);
        }
    }

    private ReadOnlySpan<int> KeyIndex(ReadOnlySpan<int> chunkIndex)
    {
        if (_indexes is null)
        {
            return chunkIndex;
        }

        var keyIndex = new int[chunkIndex.Length];
        for (var axis = 0; axis < keyIndex.Length; axis++)
        {
            keyIndex[axis] = chunkIndex[axis] / (_layout.KeyShape[axis] / _layout.ChunkShape[axis]);
        }

        return keyIndex;
    }

    private LamellaException Corrupt(string name, string message)
    {
        var path = $"{_store.Uri}/{name}";
        return new LamellaException(LamellaErrorCode.CorruptChunk, $"{path} is damaged: {message}.", path);
    }

    /// <summary>Where a shard lies within its key; the outermost's length is the value's, which is not known.</summary>
    private readonly record struct ShardPlace(long Offset, long? Length);
}
