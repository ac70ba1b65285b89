using Lamella.Engine.Arrays.Codecs;

namespace Lamella.Engine.Arrays.Formats.Zarr.Sharding;

/// <summary>Where the inner chunks of one shard lie, relative to the shard's first byte.</summary>
/// <param name="numbers">Offset and length of each, not trusted.</param>
internal sealed class ShardIndex(ulong[] numbers)
{
    /// <summary>Bytes that it takes in memory.</summary>
    public long ByteLength => (long)numbers.Length * sizeof(ulong);

    /// <summary>Where an inner chunk lies; null where it is absent (both numbers 2^64−1).</summary>
    /// <param name="position">Its position in the index.</param>
    /// <param name="maxLength">Most bytes that it can have.</param>
    /// <exception cref="CorruptDataException">The entry is impossible.</exception>
    public (long Offset, int Length)? Find(int position, int maxLength)
    {
        var offset = numbers[2 * position];
        var length = numbers[(2 * position) + 1];
        if (offset == ulong.MaxValue && length == ulong.MaxValue)
        {
            return null;
        }

        if (length > (ulong)maxLength || offset > long.MaxValue - length)
        {
            throw new CorruptDataException($"inner chunk {position} has {length} bytes at {offset} by the shard's index, at most {maxLength} are possible");
        }

        return ((long)offset, (int)length);
    }
}
