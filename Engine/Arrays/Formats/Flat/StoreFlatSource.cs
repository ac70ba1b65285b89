using System.Globalization;
using Lamella.Contracts.Errors;
using Lamella.Engine.Arrays.Stores;

namespace Lamella.Engine.Arrays.Formats.Flat;

/// <summary>A value in a store, read range by range.</summary>
internal sealed class StoreFlatSource(IStore store, StoreKey key, string uri) : IFlatSource
{
    public StoreKind Kind => store.ToStoreKind();

    public ReadOnlyMemory<byte> GetResident(long offset, int length) => default;

    public async ValueTask<EncodedChunk> ReadAsync(long offset, int length, object? state, CancellationToken cancellationToken)
    {
        var value = await store.GetRangeAsync(key, ByteRange.At(offset, length), cancellationToken).ConfigureAwait(false)
            ?? throw new LamellaException(LamellaErrorCode.StoreFailed, $"{uri} has gone since it was opened.", uri);
        if (value.Length == length)
        {
            return new EncodedChunk(value.Bytes, value, state);
        }

        var got = value.Length;
        value.Dispose();
        throw new LamellaException(
            LamellaErrorCode.CorruptChunk,
            $"{uri}: expected {length} bytes at offset {offset}, got {got}: the file is truncated.",
            uri,
            expected: length.ToString(CultureInfo.InvariantCulture),
            got: got.ToString(CultureInfo.InvariantCulture));
    }
}
