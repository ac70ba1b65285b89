using Lamella.Engine.Arrays.Codecs.Blosc;
using Xunit;

namespace Lamella.Engine.Tests.Arrays.Codecs.Blosc;

/// <summary>Shuffles of every type size and of lengths around the vectors' widths, against the definition taken literally.</summary>
public sealed class ShuffleTests
{
    private static readonly int[] Counts = [0, 1, 2, 7, 8, 15, 16, 17, 31, 32, 33, 63, 64, 65, 255, 256, 257, 264, 512, 1000, 1024, 4096];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(7)]
    [InlineData(8)]
    [InlineData(12)]
    [InlineData(16)]
    [InlineData(24)]
    public void Undo_bytes_ofEveryLength_isTheDefinition(int typeSize)
    {
        Assert.All(Counts.SelectMany(count => new[] { 0, typeSize - 1 }.Select(rest => (count * typeSize) + rest)), length =>
        {
            var shuffled = Random(length);
            var elements = new byte[length];

            ByteShuffle.Undo(shuffled, elements, typeSize);

            Assert.Equal(Bytes(shuffled, typeSize), elements);
        });
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(8)]
    [InlineData(16)]
    [InlineData(24)]
    public void Undo_bits_ofEveryLength_isTheDefinition(int typeSize)
    {
        Assert.All(Counts.SelectMany(count => new[] { 0, typeSize - 1 }.Select(rest => (count * typeSize) + rest)), length =>
        {
            var shuffled = Random(length);
            var elements = new byte[length];

            BitShuffle.Undo(shuffled, elements, typeSize);

            Assert.Equal(Bits(shuffled, typeSize), elements);
        });
    }

    private static byte[] Random(int length)
    {
        var bytes = new byte[length];
        new Random(length).NextBytes(bytes);
        return bytes;
    }

    private static byte[] Bytes(byte[] shuffled, int typeSize)
    {
        var count = shuffled.Length / typeSize;
        var elements = (byte[])shuffled.Clone();
        for (var element = 0; element < count; element++)
        {
            for (var plane = 0; plane < typeSize; plane++)
            {
                elements[(element * typeSize) + plane] = shuffled[(plane * count) + element];
            }
        }

        return elements;
    }

    private static byte[] Bits(byte[] shuffled, int typeSize)
    {
        var count = shuffled.Length / typeSize;
        var elements = (byte[])shuffled.Clone();
        if (count % 8 != 0)
        {
            return elements;
        }

        Array.Clear(elements, 0, count * typeSize);
        for (var bit = 0; bit < count * typeSize * 8; bit++)
        {
            // Row r holds bit r of all elements.
            var (row, element) = (bit / count, bit % count);
            var isSet = (shuffled[(row * count / 8) + (element / 8)] >> (element % 8)) & 1;
            elements[(element * typeSize) + (row / 8)] |= (byte)(isSet << (row % 8));
        }

        return elements;
    }
}
