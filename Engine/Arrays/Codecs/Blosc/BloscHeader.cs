using System.Buffers.Binary;

namespace Lamella.Engine.Arrays.Codecs.Blosc;

/// <summary>
/// The 16 bytes before every c-blosc 1 buffer, by its README_CHUNK_FORMAT: version, version of the inner format, flags,
/// type size, then the decoded length, block length and encoded length as little-endian uint32.
/// </summary>
internal readonly record struct BloscHeader
{
    /// <summary>Bytes of the header.</summary>
    public const int Length = 16;

    private const int MaxVersion = 2;
    private const int MaxSplits = 16;
    private const int MinSplitElements = 128;

    private readonly byte _flags;

    private BloscHeader(ReadOnlySpan<byte> bytes)
    {
        _flags = bytes[2];
        TypeSize = Math.Max((int)bytes[3], 1);
        DecodedLength = (int)BinaryPrimitives.ReadUInt32LittleEndian(bytes[4..]);
        BlockLength = (int)BinaryPrimitives.ReadUInt32LittleEndian(bytes[8..]);
        EncodedLength = (int)BinaryPrimitives.ReadUInt32LittleEndian(bytes[12..]);
    }

    /// <summary>Bytes of one element as the writer saw it, ≥ 1; the metadata may say otherwise, and this is what counts.</summary>
    public int TypeSize { get; }

    /// <summary>Bytes after decoding.</summary>
    public int DecodedLength { get; }

    /// <summary>Decoded bytes of a block; the last may be shorter.</summary>
    public int BlockLength { get; }

    /// <summary>Bytes of the whole buffer, header included.</summary>
    public int EncodedLength { get; }

    /// <summary>Number of blocks.</summary>
    public int BlockCount => BlockLength == 0 ? 0 : (int)(((long)DecodedLength + BlockLength - 1) / BlockLength);

    /// <summary>Whether the bytes follow uncompressed and unshuffled.</summary>
    public bool IsCopy => (_flags & 0x02) != 0;

    /// <summary>Whether bytes are shuffled.</summary>
    public bool IsByteShuffled => (_flags & 0x01) != 0 && TypeSize > 1;

    /// <summary>Whether bits are shuffled.</summary>
    public bool IsBitShuffled => (_flags & 0x01) == 0 && (_flags & 0x04) != 0;

    /// <summary>The compressor within.</summary>
    public BloscCompressor Compressor => (BloscCompressor)(_flags >> 5);

    /// <summary>Reads and checks a header.</summary>
    /// <param name="encoded">The buffer.</param>
    /// <param name="room">Bytes that it may decode to at most.</param>
    /// <exception cref="CorruptDataException">It contradicts itself or the buffer.</exception>
    public static BloscHeader Parse(ReadOnlySpan<byte> encoded, int room)
    {
        if (encoded.Length < Length)
        {
            throw new CorruptDataException($"blosc: {encoded.Length} bytes are shorter than the {Length}-byte header");
        }

        if (encoded[0] is 0 or > MaxVersion)
        {
            throw new CorruptDataException($"blosc: format version {encoded[0]} is not 1 or 2");
        }

        var header = new BloscHeader(encoded);
        if ((uint)header.DecodedLength > (uint)room)
        {
            throw new CorruptDataException($"blosc: {(uint)header.DecodedLength} bytes are declared, there are at most {room}");
        }

        if ((uint)header.EncodedLength > (uint)encoded.Length || header.EncodedLength < Length)
        {
            throw new CorruptDataException($"blosc: the buffer has {encoded.Length} bytes, {(uint)header.EncodedLength} are declared");
        }

        // c-blosc never writes blocks longer than the buffer, but for tiny ones: the type size may be more.
        if (header.DecodedLength > 0 && (header.BlockLength <= 0 || (header.BlockLength > header.DecodedLength && header.BlockLength > 255)))
        {
            throw new CorruptDataException($"blosc: blocks of {(uint)header.BlockLength} bytes in a buffer of {header.DecodedLength}");
        }

        return header;
    }

    /// <summary>How many streams a block is split into, one per byte of an element.</summary>
    /// <param name="blockLength">Decoded bytes of this block.</param>
    public int Splits(int blockLength) =>
        (_flags & 0x10) == 0 && TypeSize <= MaxSplits && BlockLength / TypeSize >= MinSplitElements && blockLength == BlockLength
            ? TypeSize
            : 1;
}
