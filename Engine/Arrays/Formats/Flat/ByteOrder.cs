using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Lamella.Contracts.Arrays;

namespace Lamella.Engine.Arrays.Formats.Flat;

/// <summary>Turns big-endian elements into little-endian ones.</summary>
internal static class ByteOrder
{
    /// <summary>Reverses the bytes of every element, of complex ones each part, in place.</summary>
    /// <param name="elements">Whole elements.</param>
    /// <param name="dataType">Their type.</param>
    public static void Swap(Span<byte> elements, DataType dataType)
    {
        var width = dataType is DataType.Complex64 or DataType.Complex128 ? dataType.ItemSize() / 2 : dataType.ItemSize();
        switch (width)
        {
            case 2:
                var shorts = MemoryMarshal.Cast<byte, ushort>(elements);
                BinaryPrimitives.ReverseEndianness(shorts, shorts);
                break;
            case 4:
                var ints = MemoryMarshal.Cast<byte, uint>(elements);
                BinaryPrimitives.ReverseEndianness(ints, ints);
                break;
            case 8:
                var longs = MemoryMarshal.Cast<byte, ulong>(elements);
                BinaryPrimitives.ReverseEndianness(longs, longs);
                break;
        }
    }
}
