using System.Buffers.Binary;
using CsCheck;
using K4os.Compression.LZ4;
using Lamella.Engine.Samples;
using Xunit;

namespace Lamella.Engine.Tests.Samples;

public sealed class BloscEncoderTests
{
    [Theory]
    [InlineData(16, 1)]
    [InlineData(131072, 1)]
    [InlineData(131074, 2)]
    [InlineData(524288, 4)]
    public void Encode_smoothData_cutsThemIntoBlocksThatDecode(int bytes, int blocks)
    {
        var data = new byte[bytes];
        for (var element = 0; element < bytes / 2; element++)
        {
            BinaryPrimitives.WriteUInt16LittleEndian(data.AsSpan(2 * element), (ushort)(element / 100));
        }

        var container = BloscEncoder.Encode(data, 2);

        Assert.Equal(bytes, BinaryPrimitives.ReadInt32LittleEndian(container.AsSpan(4)));
        Assert.Equal(container.Length, BinaryPrimitives.ReadInt32LittleEndian(container.AsSpan(12)));
        Assert.Equal(data, Decode(container));
        Assert.InRange(blocks, 1, (bytes / BinaryPrimitives.ReadInt32LittleEndian(container.AsSpan(8))) + 1);
    }

    [Fact]
    public void Encode_anything_decodesToItself() => Gen.Byte.Array[0, 3000].Select(bytes => bytes[..(bytes.Length & ~3)]).Sample(
        data => Assert.Equal(data, Decode(BloscEncoder.Encode(data, 4))));

    // A decoder of its own for just what the encoder writes: bit 1 is a plain copy; else each block has its length, a
    // length equal to the block's is stored, and bytes of one place lie together.
    private static byte[] Decode(byte[] container)
    {
        var (total, blockBytes) = (Int32(container, 4), Int32(container, 8));
        if ((container[2] & 0x02) != 0)
        {
            return container[16..];
        }

        var result = new byte[total];
        for (var (start, block) = (0, 0); start < total; (start, block) = (start + blockBytes, block + 1))
        {
            var offset = Int32(container, 16 + (4 * block));
            var part = result.AsSpan(start, Math.Min(blockBytes, total - start));
            var shuffled = new byte[part.Length];
            var payload = container.AsSpan(offset + 4, Int32(container, offset));
            if (payload.Length == part.Length)
            {
                payload.CopyTo(shuffled);
            }
            else
            {
                Assert.Equal(part.Length, LZ4Codec.Decode(payload, shuffled));
            }

            var (size, elements) = (container[3], part.Length / container[3]);
            for (var index = 0; index < part.Length; index++)
            {
                part[index] = shuffled[((index % size) * elements) + (index / size)];
            }
        }

        return result;
    }

    private static int Int32(byte[] bytes, int offset) => BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(offset));
}
