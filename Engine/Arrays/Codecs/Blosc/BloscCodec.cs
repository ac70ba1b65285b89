using System.Buffers;
using System.Buffers.Binary;
using Snappier;

namespace Lamella.Engine.Arrays.Codecs.Blosc;

/// <summary>
/// c-blosc 1 buffers, with any inner compressor and shuffle. The buffer's own header decides; the metadata's settings
/// are for writers.
/// </summary>
/// <param name="settings">What the metadata says, for show, such as <c>lz4, shuffle</c>.</param>
internal sealed class BloscCodec(string settings) : Codec
{
    /// <inheritdoc/>
    public override string Name => $"blosc({settings})";

    /// <inheritdoc/>
    public override long EncodedBound(long decodedLength) => CompressorBound(decodedLength);

    /// <inheritdoc/>
    public override int Decode(ReadOnlySpan<byte> encoded, Span<byte> decoded)
    {
        var header = BloscHeader.Parse(encoded, decoded.Length);
        encoded = encoded[..header.EncodedLength];
        decoded = decoded[..header.DecodedLength];
        if (header.IsCopy)
        {
            if (encoded.Length - BloscHeader.Length < decoded.Length)
            {
                throw new CorruptDataException($"blosc: {decoded.Length} bytes are declared, {encoded.Length - BloscHeader.Length} follow");
            }

            encoded.Slice(BloscHeader.Length, decoded.Length).CopyTo(decoded);
            return decoded.Length;
        }

        DecodeBlocks(header, encoded, decoded);
        return decoded.Length;
    }

    private static void DecodeBlocks(BloscHeader header, ReadOnlySpan<byte> encoded, Span<byte> decoded)
    {
        var starts = encoded[BloscHeader.Length..];
        if (starts.Length / sizeof(int) < header.BlockCount)
        {
            throw new CorruptDataException($"blosc: {header.BlockCount} blocks are declared, {encoded.Length} bytes cannot hold their offsets");
        }

        var isShuffled = header.IsByteShuffled || header.IsBitShuffled;
        var blockLength = Math.Min(header.BlockLength, decoded.Length);
        var scratch = isShuffled ? ArrayPool<byte>.Shared.Rent(blockLength) : null;
        try
        {
            for (var block = 0; block < header.BlockCount; block++)
            {
                var output = decoded[(block * blockLength)..];
                output = output[..Math.Min(blockLength, output.Length)];
                var start = BinaryPrimitives.ReadInt32LittleEndian(starts[(block * sizeof(int))..]);
                var target = scratch is null ? output : scratch.AsSpan(0, output.Length);
                DecodeBlock(header, encoded, start, target);
                if (header.IsByteShuffled)
                {
                    ByteShuffle.Undo(target, output, header.TypeSize);
                }
                else if (header.IsBitShuffled)
                {
                    BitShuffle.Undo(target, output, header.TypeSize);
                }
            }
        }
        finally
        {
            if (scratch is not null)
            {
                ArrayPool<byte>.Shared.Return(scratch);
            }
        }
    }

    private static void DecodeBlock(BloscHeader header, ReadOnlySpan<byte> encoded, int start, Span<byte> block)
    {
        if (start < BloscHeader.Length || start > encoded.Length)
        {
            throw new CorruptDataException($"blosc: a block starts at {start}, the buffer has {encoded.Length} bytes");
        }

        var rest = encoded[start..];
        var splits = header.Splits(block.Length);
        var streamLength = block.Length / splits;
        for (var split = 0; split < splits; split++)
        {
            var length = rest.Length < sizeof(int) ? -1 : BinaryPrimitives.ReadInt32LittleEndian(rest);
            if (length < 0 || length > rest.Length - sizeof(int))
            {
                throw new CorruptDataException($"blosc: a stream of {length} bytes does not fit the {rest.Length} that are left");
            }

            var stream = rest.Slice(sizeof(int), length);
            rest = rest[(sizeof(int) + length)..];
            var target = block.Slice(split * streamLength, streamLength);
            if (length == streamLength)
            {
                stream.CopyTo(target);
            }
            else
            {
                Decompress(header.Compressor, stream, target);
            }
        }
    }

    private static void Decompress(BloscCompressor compressor, ReadOnlySpan<byte> stream, Span<byte> target)
    {
        var written = compressor switch
        {
            BloscCompressor.BloscLz => BloscLz.Decompress(stream, target),
            BloscCompressor.Lz4 => DecompressLz4(stream, target),
            BloscCompressor.Snappy => DecompressSnappy(stream, target),
            BloscCompressor.Zlib => DeflateCodec.Decompress(stream, target, isGzip: false),
            BloscCompressor.Zstd => ZstdCodec.Decompress(stream, target),
            _ => throw new CorruptDataException($"blosc: there is no compressor number {(int)compressor}"),
        };
        if (written != target.Length)
        {
            throw new CorruptDataException($"blosc: a stream decodes to {written} bytes instead of {target.Length}");
        }
    }

    private static int DecompressLz4(ReadOnlySpan<byte> stream, Span<byte> target)
    {
        Lz4Codec.DecompressBlock(stream, target);
        return target.Length;
    }

    private static int DecompressSnappy(ReadOnlySpan<byte> stream, Span<byte> target)
    {
        try
        {
            var declared = Snappy.GetUncompressedLength(stream);
            return declared == target.Length
                ? Snappy.Decompress(stream, target)
                : throw new CorruptDataException($"snappy: {declared} bytes are declared instead of {target.Length}");
        }
        catch (Exception exception) when (exception is InvalidDataException or ArgumentException)
        {
            throw new CorruptDataException($"snappy: {exception.Message}");
        }
    }
}
