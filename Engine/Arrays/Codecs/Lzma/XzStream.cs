using System.Buffers.Binary;
using System.Security.Cryptography;
using Lamella.Engine.Arrays.Codecs.Checksums;

namespace Lamella.Engine.Arrays.Codecs.Lzma;

/// <summary>The .xz container (xz-file-format 1.1): blocks with their checks, several streams, padding. The index is not needed.</summary>
internal static class XzStream
{
    private const int HeaderLength = 12;
    private const int Alignment = 4;
    private const int MaxFilters = 4;

    private static ReadOnlySpan<byte> Magic => [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00];

    /// <summary>Decodes all blocks.</summary>
    /// <param name="input">The container.</param>
    /// <param name="output">Receives at most its length.</param>
    /// <returns>Bytes written.</returns>
    /// <exception cref="CorruptDataException">Damaged, too long, or a filter that is not known.</exception>
    public static int Decode(ReadOnlySpan<byte> input, Span<byte> output)
    {
        if (input.Length < HeaderLength || !input.StartsWith(Magic))
        {
            throw new CorruptDataException("xz: the stream does not begin with the magic number");
        }

        var check = input[7] & 0x0f;
        var checkLength = check switch { 0 => 0, 1 => 4, 4 => 8, 10 => 32, _ => throw new CorruptDataException($"xz: there is no check number {check}") };
        var position = HeaderLength;
        var written = 0;
        while (true)
        {
            var headerLength = (At(input, position) + 1) * 4;
            if (headerLength == 4)
            {
                return written;
            }

            var filters = ParseBlockHeader(Slice(input, position, headerLength));
            position += headerLength;
            var length = LzmaFilter.Decode(filters, input[position..], output[written..], out var consumed);
            position += (consumed + Alignment - 1) / Alignment * Alignment;
            Verify(check, output.Slice(written, length), Slice(input, position, checkLength));
            position += checkLength;
            written += length;
        }
    }

    private static LzmaFilter[] ParseBlockHeader(ReadOnlySpan<byte> header)
    {
        var stored = BinaryPrimitives.ReadUInt32LittleEndian(header[^4..]);
        header = header[..^4];
        if (Checksum.Crc32(header) != stored)
        {
            throw new CorruptDataException("xz: the checksum of a block header disagrees");
        }

        var flags = At(header, 1);
        var position = 2;
        _ = (flags & 0x40) != 0 ? Number(header, ref position) : 0;
        _ = (flags & 0x80) != 0 ? Number(header, ref position) : 0;
        var filters = new LzmaFilter[(flags & (MaxFilters - 1)) + 1];
        for (var index = 0; index < filters.Length; index++)
        {
            var id = Number(header, ref position);
            var properties = Slice(header, position + 1, At(header, position));
            position += 1 + properties.Length;
            filters[index] = new LzmaFilter(id, Distance: id == LzmaFilter.DeltaId ? At(properties, 0) + 1 : 0);
        }

        return filters;
    }

    private static void Verify(int check, ReadOnlySpan<byte> block, ReadOnlySpan<byte> stored)
    {
        var isRight = check switch
        {
            1 => Checksum.Crc32(block) == BinaryPrimitives.ReadUInt32LittleEndian(stored),
            4 => Checksum.Crc64(block) == BinaryPrimitives.ReadUInt64LittleEndian(stored),
            10 => SHA256.HashData(block).AsSpan().SequenceEqual(stored),
            _ => true,
        };
        if (!isRight)
        {
            throw new CorruptDataException("xz: the check of a block disagrees");
        }
    }

    /// <summary>A number of variable length: seven bits a byte, lowest first.</summary>
    private static ulong Number(ReadOnlySpan<byte> bytes, ref int position)
    {
        ulong number = 0;
        for (var shift = 0; shift < 63; shift += 7)
        {
            var next = At(bytes, position++);
            number |= (ulong)(next & 0x7f) << shift;
            if (next < 0x80)
            {
                return number;
            }
        }

        throw new CorruptDataException("xz: a number has more than nine bytes");
    }

    private static int At(ReadOnlySpan<byte> bytes, int position) => Slice(bytes, position, 1)[0];

    private static ReadOnlySpan<byte> Slice(ReadOnlySpan<byte> bytes, int position, int length) =>
        position <= bytes.Length && length <= bytes.Length - position
            ? bytes.Slice(position, length)
            : throw new CorruptDataException($"xz: {length} bytes are due at {position}, the stream has {bytes.Length}");
}
