using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Lamella.Engine.Arrays.Codecs;

/// <summary>Reverses the bytes of each number: big-endian to little-endian.</summary>
/// <param name="size">Bytes of one number: 2, 4 or 8. A complex element is two numbers.</param>
internal sealed class ByteSwapCodec(int size) : Codec
{
    /// <inheritdoc/>
    public override string Name => "bytes(big)";

    /// <inheritdoc/>
    public override bool IsInPlace => true;

    /// <inheritdoc/>
    public override long EncodedBound(long decodedLength) => decodedLength;

    /// <inheritdoc/>
    public override int Decode(ReadOnlySpan<byte> encoded, Span<byte> decoded) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void DecodeInPlace(Span<byte> data)
    {
        if (data.Length % size != 0)
        {
            throw new CorruptDataException($"{data.Length} bytes are no whole number of {size}-byte numbers");
        }

        switch (size)
        {
            case 2:
                var shorts = MemoryMarshal.Cast<byte, ushort>(data);
                BinaryPrimitives.ReverseEndianness(shorts, shorts);
                break;
            case 4:
                var ints = MemoryMarshal.Cast<byte, uint>(data);
                BinaryPrimitives.ReverseEndianness(ints, ints);
                break;
            case 8:
                var longs = MemoryMarshal.Cast<byte, ulong>(data);
                BinaryPrimitives.ReverseEndianness(longs, longs);
                break;
            default:
                throw new NotSupportedException($"Numbers of {size} bytes have no byte order here.");
        }
    }
}
