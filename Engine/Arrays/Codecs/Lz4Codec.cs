using System.Buffers.Binary;
using K4os.Compression.LZ4;

namespace Lamella.Engine.Arrays.Codecs;

/// <summary>numcodecs' <c>lz4</c>: the decoded length as a little-endian uint32, then one raw LZ4 block.</summary>
internal sealed class Lz4Codec : Codec
{
    private const int PrefixLength = 4;

    /// <inheritdoc/>
    public override string Name => "lz4";

    /// <inheritdoc/>
    public override long EncodedBound(long decodedLength) => CompressorBound(decodedLength);

    /// <inheritdoc/>
    public override int Decode(ReadOnlySpan<byte> encoded, Span<byte> decoded)
    {
        if (encoded.Length < PrefixLength)
        {
            throw new CorruptDataException($"lz4: {encoded.Length} bytes are shorter than the {PrefixLength}-byte length");
        }

        var length = BinaryPrimitives.ReadUInt32LittleEndian(encoded);
        if (length > (uint)decoded.Length)
        {
            throw new CorruptDataException($"lz4: {length} bytes are declared, there are at most {decoded.Length}");
        }

        DecompressBlock(encoded[PrefixLength..], decoded[..(int)length]);
        return (int)length;
    }

    /// <summary>Decompresses one raw block of known length.</summary>
    /// <param name="encoded">The block.</param>
    /// <param name="decoded">Filled whole.</param>
    /// <exception cref="CorruptDataException">The block does not decode to exactly this length.</exception>
    public static void DecompressBlock(ReadOnlySpan<byte> encoded, Span<byte> decoded)
    {
        var written = LZ4Codec.Decode(encoded, decoded);
        if (written != decoded.Length)
        {
            throw new CorruptDataException($"lz4: the block does not decode to {decoded.Length} bytes");
        }
    }
}
