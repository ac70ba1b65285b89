using System.Numerics;
using System.Runtime.InteropServices;

namespace Lamella.Engine.Slicing.Projections;

/// <summary>A sum of signed bytes, exact: 2²⁴ planes of at least −128 fit in 32 bits.</summary>
internal readonly struct Int8SumKernel : IProjectionKernel<sbyte, int, long>
{
    public static int NoPlanes => 0;

    public static long NoChunks => 0;

    public static int MaxPlanes => 1 << 24;

    public static bool IsOrdered => false;

    public static void Add(ReadOnlySpan<sbyte> plane, Span<int> part)
    {
        var planes = MemoryMarshal.Cast<sbyte, Vector<sbyte>>(plane);
        var parts = MemoryMarshal.Cast<int, Vector<int>>(part[..plane.Length]);
        for (var v = 0; v < planes.Length; v++)
        {
            Vector.Widen(planes[v], out var low, out var high);
            Vector.Widen(low, out var first, out var second);
            Vector.Widen(high, out var third, out var fourth);
            parts[4 * v] += first;
            parts[(4 * v) + 1] += second;
            parts[(4 * v) + 2] += third;
            parts[(4 * v) + 3] += fourth;
        }

        for (var i = planes.Length * Vector<sbyte>.Count; i < plane.Length; i++)
        {
            part[i] += plane[i];
        }
    }

    public static void AddFour(
        ReadOnlySpan<sbyte> first, ReadOnlySpan<sbyte> second, ReadOnlySpan<sbyte> third, ReadOnlySpan<sbyte> fourth, Span<int> part)
    {
        var a = MemoryMarshal.Cast<sbyte, Vector<short>>(first[..part.Length]);
        var b = MemoryMarshal.Cast<sbyte, Vector<short>>(second[..part.Length]);
        var c = MemoryMarshal.Cast<sbyte, Vector<short>>(third[..part.Length]);
        var d = MemoryMarshal.Cast<sbyte, Vector<short>>(fourth[..part.Length]);
        var parts = MemoryMarshal.Cast<int, Vector<int>>(part);
        for (var v = 0; v < a.Length; v++)
        {
            var even = Vector.ShiftRightArithmetic(Vector.ShiftLeft(a[v], 8), 8) + Vector.ShiftRightArithmetic(Vector.ShiftLeft(b[v], 8), 8)
                + Vector.ShiftRightArithmetic(Vector.ShiftLeft(c[v], 8), 8) + Vector.ShiftRightArithmetic(Vector.ShiftLeft(d[v], 8), 8);
            var odd = Vector.ShiftRightArithmetic(a[v], 8) + Vector.ShiftRightArithmetic(b[v], 8)
                + Vector.ShiftRightArithmetic(c[v], 8) + Vector.ShiftRightArithmetic(d[v], 8);
            Interleaved.Of(Vector.AsVectorUInt16(even), Vector.AsVectorUInt16(odd), out var low, out var high);
            Vector.Widen(Vector.AsVectorInt16(low), out var one, out var two);
            Vector.Widen(Vector.AsVectorInt16(high), out var three, out var four);
            parts[4 * v] += one;
            parts[(4 * v) + 1] += two;
            parts[(4 * v) + 2] += three;
            parts[(4 * v) + 3] += four;
        }

        for (var i = a.Length * Vector<sbyte>.Count; i < part.Length; i++)
        {
            part[i] = part[i] + first[i] + second[i] + third[i] + fourth[i];
        }
    }

    public static void Join(ReadOnlySpan<int> part, Span<int> parts) => SumKernel<int>.Add(part, parts);

    public static void Merge(ReadOnlySpan<int> part, Span<long> whole) => WideningSumKernel<int, long>.Add(part, whole);
}
