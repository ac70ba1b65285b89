using System.Buffers;

namespace Lamella.Engine.Arrays.Codecs.Bz2;

/// <summary>bzip2, one stream or several.</summary>
internal sealed class Bz2Codec : Codec
{
    private const int BlockUnit = 100_000;
    private const ulong BlockMagic = 0x314159265359;
    private const ulong EndMagic = 0x177245385090;

    /// <inheritdoc/>
    public override string Name => "bz2";

    /// <inheritdoc/>
    public override long EncodedBound(long decodedLength) => CompressorBound(decodedLength);

    /// <inheritdoc/>
    public override int Decode(ReadOnlySpan<byte> encoded, Span<byte> decoded)
    {
        var bits = new BitReader(encoded);
        var written = 0;
        do
        {
            written += DecodeStream(ref bits, decoded[written..]);
            bits.Align();
        }
        while (!bits.IsAtEnd);
        return written;
    }

    private static int DecodeStream(ref BitReader bits, Span<byte> decoded)
    {
        var isBzip2 = bits.Read(24) == 0x425a68;
        var level = (int)bits.Read(8) - '0';
        if (!isBzip2 || level is < 1 or > 9)
        {
            throw new CorruptDataException("bz2: the stream does not begin with 'BZh' and a digit");
        }

        // A block is no longer than what is left to decode, but for the runs that it counts as five bytes.
        var capacity = level * BlockUnit;
        var links = ArrayPool<uint>.Shared.Rent(capacity);
        try
        {
            var written = 0;
            uint combined = 0;
            while (true)
            {
                var magic = ((ulong)bits.Read(24) << 24) | bits.Read(24);
                var stored = bits.Read(32);
                if (magic == EndMagic)
                {
                    return stored == combined ? written : throw WrongChecksum();
                }

                if (magic != BlockMagic)
                {
                    throw new CorruptDataException($"bz2: {magic:x12} begins neither a block nor the end");
                }

                var length = Bz2Block.Decode(ref bits, links.AsSpan(0, capacity), decoded[written..], out var checksum);
                if (checksum != stored)
                {
                    throw WrongChecksum();
                }

                combined = uint.RotateLeft(combined, 1) ^ checksum;
                written += length;
            }
        }
        finally
        {
            ArrayPool<uint>.Shared.Return(links);
        }
    }

    private static CorruptDataException WrongChecksum() => new("bz2: a checksum disagrees");
}
