using System.Runtime.InteropServices;
using Lamella.Contracts.Arrays;

namespace Lamella.Engine.Slicing;

/// <summary>Single elements of an array as numbers; for the few, not for planes.</summary>
internal static class Elements
{
    /// <summary>The value of an element; of a complex number its magnitude. Integers beyond 2⁵³ are rounded.</summary>
    /// <param name="bytes">Elements, little-endian.</param>
    /// <param name="dataType">Their type.</param>
    /// <param name="index">Which element.</param>
    public static double Read(ReadOnlySpan<byte> bytes, DataType dataType, long index)
    {
        var element = bytes[checked((int)(index * dataType.ItemSize()))..];
        return dataType switch
        {
            DataType.Bool or DataType.UInt8 => element[0],
            DataType.Int8 => (sbyte)element[0],
            DataType.UInt16 => MemoryMarshal.Read<ushort>(element),
            DataType.Int16 => MemoryMarshal.Read<short>(element),
            DataType.UInt32 => MemoryMarshal.Read<uint>(element),
            DataType.Int32 => MemoryMarshal.Read<int>(element),
            DataType.UInt64 => MemoryMarshal.Read<ulong>(element),
            DataType.Int64 => MemoryMarshal.Read<long>(element),
            DataType.Float16 => (double)MemoryMarshal.Read<Half>(element),
            DataType.Float32 => MemoryMarshal.Read<float>(element),
            DataType.Float64 => MemoryMarshal.Read<double>(element),
            DataType.Complex64 => double.Hypot(MemoryMarshal.Read<float>(element), MemoryMarshal.Read<float>(element[4..])),
            DataType.Complex128 => double.Hypot(MemoryMarshal.Read<double>(element), MemoryMarshal.Read<double>(element[8..])),
            _ => throw new ArgumentOutOfRangeException(nameof(dataType), dataType, "Not a data type."),
        };
    }
}
