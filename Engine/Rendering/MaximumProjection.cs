using System.Numerics;
using System.Runtime.InteropServices;
using Lamella.Contracts.Arrays;

namespace Lamella.Engine.Rendering;

/// <summary>A 3-D slice flattened for a picture: the greatest value along its first axis.</summary>
public static class MaximumProjection
{
    /// <summary>Projects a stack of planes. NaN wins over every number, as in NumPy's <c>max</c>.</summary>
    /// <param name="elements">Planes one after another, each in C order, little-endian.</param>
    /// <param name="dataType">The element type; complex numbers have no order.</param>
    /// <param name="planes">Number of planes, ≥ 1.</param>
    /// <returns>One plane of the same type.</returns>
    /// <exception cref="ArgumentException">The bytes do not divide into the planes, or the type is complex.</exception>
    public static byte[] AlongFirstAxis(ReadOnlySpan<byte> elements, DataType dataType, int planes)
    {
        if (planes < 1 || elements.Length % planes != 0)
        {
            throw new ArgumentException($"{elements.Length} bytes do not divide into {planes} planes.", nameof(planes));
        }

        var result = elements[..(elements.Length / planes)].ToArray();
        for (var plane = 1; plane < planes; plane++)
        {
            var next = elements.Slice(plane * result.Length, result.Length);
            switch (dataType)
            {
                case DataType.Bool or DataType.UInt8: Accumulate<byte>(result, next); break;
                case DataType.Int8: Accumulate<sbyte>(result, next); break;
                case DataType.Int16: Accumulate<short>(result, next); break;
                case DataType.UInt16: Accumulate<ushort>(result, next); break;
                case DataType.Int32: Accumulate<int>(result, next); break;
                case DataType.UInt32: Accumulate<uint>(result, next); break;
                case DataType.Int64: Accumulate<long>(result, next); break;
                case DataType.UInt64: Accumulate<ulong>(result, next); break;
                case DataType.Float16: AccumulateHalf(result, next); break;
                case DataType.Float32: Accumulate<float>(result, next); break;
                case DataType.Float64: Accumulate<double>(result, next); break;
                default: throw new ArgumentException($"{dataType.ZarrName()} has no greatest value.", nameof(dataType));
            }
        }

        return result;
    }

    private static void Accumulate<T>(Span<byte> result, ReadOnlySpan<byte> next)
        where T : unmanaged, INumber<T>
    {
        var greatest = MemoryMarshal.Cast<byte, T>(result);
        var values = MemoryMarshal.Cast<byte, T>(next);
        var vectors = MemoryMarshal.Cast<T, Vector<T>>(greatest);
        var blocks = MemoryMarshal.Cast<T, Vector<T>>(values);
        for (var index = 0; index < vectors.Length; index++)
        {
            vectors[index] = Vector.Max(vectors[index], blocks[index]);
        }

        for (var index = vectors.Length * Vector<T>.Count; index < values.Length; index++)
        {
            greatest[index] = T.Max(greatest[index], values[index]);
        }
    }

    private static void AccumulateHalf(Span<byte> result, ReadOnlySpan<byte> next)
    {
        var greatest = MemoryMarshal.Cast<byte, Half>(result);
        var values = MemoryMarshal.Cast<byte, Half>(next);
        for (var index = 0; index < values.Length; index++)
        {
            greatest[index] = Half.Max(greatest[index], values[index]);
        }
    }
}
