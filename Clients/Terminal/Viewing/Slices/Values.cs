using System.Buffers.Binary;
using Lamella.Contracts.Arrays;

namespace Lamella.Terminal.Viewing.Slices;

/// <summary>Single elements as numbers.</summary>
internal static class Values
{
    /// <summary>An element; of complex numbers, the magnitude.</summary>
    /// <param name="elements">C order, little-endian.</param>
    /// <param name="dataType">The element type.</param>
    /// <param name="index">Which element.</param>
    public static double At(ReadOnlySpan<byte> elements, DataType dataType, long index)
    {
        var bytes = elements[checked((int)(index * dataType.ItemSize()))..];
        return dataType switch
        {
            DataType.Bool or DataType.UInt8 => bytes[0],
            DataType.Int8 => (sbyte)bytes[0],
            DataType.Int16 => BinaryPrimitives.ReadInt16LittleEndian(bytes),
            DataType.UInt16 => BinaryPrimitives.ReadUInt16LittleEndian(bytes),
            DataType.Int32 => BinaryPrimitives.ReadInt32LittleEndian(bytes),
            DataType.UInt32 => BinaryPrimitives.ReadUInt32LittleEndian(bytes),
            DataType.Int64 => BinaryPrimitives.ReadInt64LittleEndian(bytes),
            DataType.UInt64 => BinaryPrimitives.ReadUInt64LittleEndian(bytes),
            DataType.Float16 => (double)BinaryPrimitives.ReadHalfLittleEndian(bytes),
            DataType.Float32 => BinaryPrimitives.ReadSingleLittleEndian(bytes),
            DataType.Float64 => BinaryPrimitives.ReadDoubleLittleEndian(bytes),
            DataType.Complex64 => double.Hypot(
                BinaryPrimitives.ReadSingleLittleEndian(bytes), BinaryPrimitives.ReadSingleLittleEndian(bytes[4..])),
            DataType.Complex128 => double.Hypot(
                BinaryPrimitives.ReadDoubleLittleEndian(bytes), BinaryPrimitives.ReadDoubleLittleEndian(bytes[8..])),
            _ => throw new ArgumentOutOfRangeException(nameof(dataType), dataType, "Not a data type."),
        };
    }
}
