using System.Buffers.Binary;
using Lamella.Engine.Arrays.Codecs;
using Lamella.Engine.Arrays.Codecs.Checksums;

namespace Lamella.Engine.Arrays.Formats.Zarr.Sharding;

/// <summary>
/// How a shard's index is stored (Zarr v3, sharding codec, "binary shard format"): per inner chunk its offset and length
/// as uint64, at the shard's beginning or end.
/// </summary>
/// <param name="Count">Number of inner chunks.</param>
/// <param name="IsAtStart">Whether it stands before the chunks.</param>
/// <param name="IsBigEndian">The byte order of its numbers.</param>
/// <param name="HasChecksum">Whether a CRC-32C follows it.</param>
internal sealed record ShardIndexLayout(int Count, bool IsAtStart, bool IsBigEndian, bool HasChecksum)
{
    /// <summary>Bytes of one entry.</summary>
    public const int EntryLength = 2 * sizeof(ulong);

    private static readonly ChecksumCodec Crc32C = new("crc32c", Checksum.Crc32C, isFirst: false);

    /// <summary>Bytes of the stored index.</summary>
    public int Length => (Count * EntryLength) + (HasChecksum ? sizeof(uint) : 0);

    /// <summary>Reads an index.</summary>
    /// <param name="bytes">As stored.</param>
    /// <exception cref="CorruptDataException">Too short, or the checksum disagrees.</exception>
    public ShardIndex Parse(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length != Length)
        {
            throw new CorruptDataException($"the shard has {bytes.Length} bytes, its index alone takes {Length}");
        }

        var payload = HasChecksum ? Crc32C.Verify(bytes) : bytes;
        var numbers = new ulong[2 * Count];
        for (var index = 0; index < numbers.Length; index++)
        {
            var number = payload[(index * sizeof(ulong))..];
            numbers[index] = IsBigEndian ? BinaryPrimitives.ReadUInt64BigEndian(number) : BinaryPrimitives.ReadUInt64LittleEndian(number);
        }

        return new ShardIndex(numbers);
    }
}
