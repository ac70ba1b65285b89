using System.Buffers.Binary;
using K4os.Compression.LZ4;

namespace Lamella.Engine.Samples;

/// <summary>
/// Blosc 1 containers with byte shuffle and LZ4, as every Zarr library reads them
/// (https://github.com/Blosc/c-blosc/blob/main/README_CHUNK_FORMAT.rst).
/// </summary>
internal static class BloscEncoder
{
    private const int HeaderBytes = 16;
    private const int BlockBytes = 128 * 1024;
    private const byte FormatVersion = 2;
    private const byte Lz4Version = 1;
    private const byte ByteShuffle = 0x01;
    private const byte StoredPlain = 0x02;
    private const byte NotSplit = 0x10;
    private const byte Lz4 = 1 << 5;

    /// <summary>Compresses a buffer.</summary>
    /// <param name="data">What to compress; its length is a multiple of the element size.</param>
    /// <param name="elementSize">Bytes of one element, 1 … 255.</param>
    public static byte[] Encode(ReadOnlySpan<byte> data, int elementSize)
    {
        var blockBytes = Math.Min(BlockBytes / elementSize * elementSize, Math.Max(data.Length, elementSize));
        var blocks = (data.Length + blockBytes - 1) / blockBytes;
        var output = new byte[HeaderBytes + (blocks * 8) + data.Length];
        var shuffled = new byte[blockBytes];
        var end = HeaderBytes + (4 * blocks);
        for (var block = 0; block < blocks; block++)
        {
            var part = data.Slice(block * blockBytes, Math.Min(blockBytes, data.Length - (block * blockBytes)));
            BinaryPrimitives.WriteInt32LittleEndian(output.AsSpan(HeaderBytes + (4 * block)), end);
            end += EncodeBlock(part, elementSize, shuffled.AsSpan(0, part.Length), output.AsSpan(end));
        }

        return end < HeaderBytes + data.Length
            ? WriteHeader(output.AsSpan(0, end), ByteShuffle | NotSplit | Lz4, elementSize, data.Length, blockBytes)
            : EncodePlain(data, elementSize, blockBytes);
    }

    // A block that does not shrink is stored as it is, told by a length equal to its own.
    private static int EncodeBlock(ReadOnlySpan<byte> part, int elementSize, Span<byte> shuffled, Span<byte> output)
    {
        Shuffle(part, elementSize, shuffled);
        var payload = output.Slice(4, part.Length);
        var length = LZ4Codec.Encode(shuffled, payload);
        if (length <= 0 || length >= part.Length)
        {
            shuffled.CopyTo(payload);
            length = part.Length;
        }

        BinaryPrimitives.WriteInt32LittleEndian(output, length);
        return 4 + length;
    }

    private static byte[] EncodePlain(ReadOnlySpan<byte> data, int elementSize, int blockBytes)
    {
        var output = new byte[HeaderBytes + data.Length];
        data.CopyTo(output.AsSpan(HeaderBytes));
        return WriteHeader(output, StoredPlain | NotSplit | Lz4, elementSize, data.Length, blockBytes);
    }

    private static byte[] WriteHeader(Span<byte> container, int flags, int elementSize, int dataBytes, int blockBytes)
    {
        container[0] = FormatVersion;
        container[1] = Lz4Version;
        container[2] = (byte)flags;
        container[3] = (byte)elementSize;
        BinaryPrimitives.WriteInt32LittleEndian(container[4..], dataBytes);
        BinaryPrimitives.WriteInt32LittleEndian(container[8..], blockBytes);
        BinaryPrimitives.WriteInt32LittleEndian(container[12..], container.Length);
        return container.ToArray();
    }

    private static void Shuffle(ReadOnlySpan<byte> part, int elementSize, Span<byte> shuffled)
    {
        var elements = part.Length / elementSize;
        for (var place = 0; place < elementSize; place++)
        {
            var plane = shuffled.Slice(place * elements, elements);
            for (var element = 0; element < elements; element++)
            {
                plane[element] = part[(element * elementSize) + place];
            }
        }
    }
}
