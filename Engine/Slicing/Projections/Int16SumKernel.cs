using System.Numerics;
using System.Runtime.InteropServices;

namespace Lamella.Engine.Slicing.Projections;

/// <summary>A sum of signed 16-bit integers, exact: 2¹⁶ planes of at least −32768 fit in 32 bits.</summary>
internal readonly struct Int16SumKernel : IProjectionKernel<short, int, long>
{
    public static int NoPlanes => 0;

    public static long NoChunks => 0;

    public static int MaxPlanes => 1 << 16;

    public static bool IsOrdered => false;

    public static void Add(ReadOnlySpan<short> plane, Span<int> part) => WideningSumKernel<short, int>.Add(plane, part);

    public static void AddFour(
        ReadOnlySpan<short> first, ReadOnlySpan<short> second, ReadOnlySpan<short> third, ReadOnlySpan<short> fourth, Span<int> part)
    {
        var a = MemoryMarshal.Cast<short, Vector<int>>(first[..part.Length]);
        var b = MemoryMarshal.Cast<short, Vector<int>>(second[..part.Length]);
        var c = MemoryMarshal.Cast<short, Vector<int>>(third[..part.Length]);
        var d = MemoryMarshal.Cast<short, Vector<int>>(fourth[..part.Length]);
        var parts = MemoryMarshal.Cast<int, Vector<int>>(part);
        for (var v = 0; v < a.Length; v++)
        {
            var even = Vector.ShiftRightArithmetic(Vector.ShiftLeft(a[v], 16), 16) + Vector.ShiftRightArithmetic(Vector.ShiftLeft(b[v], 16), 16)
                + Vector.ShiftRightArithmetic(Vector.ShiftLeft(c[v], 16), 16) + Vector.ShiftRightArithmetic(Vector.ShiftLeft(d[v], 16), 16);
            var odd = Vector.ShiftRightArithmetic(a[v], 16) + Vector.ShiftRightArithmetic(b[v], 16)
                + Vector.ShiftRightArithmetic(c[v], 16) + Vector.ShiftRightArithmetic(d[v], 16);
            Interleaved.Of(Vector.AsVectorUInt32(even), Vector.AsVectorUInt32(odd), out var low, out var high);
            parts[2 * v] += Vector.AsVectorInt32(low);
            parts[(2 * v) + 1] += Vector.AsVectorInt32(high);
        }

        for (var i = a.Length * Vector<short>.Count; i < part.Length; i++)
        {
            part[i] = part[i] + first[i] + second[i] + third[i] + fourth[i];
        }
    }

    public static void Join(ReadOnlySpan<int> part, Span<int> parts) => SumKernel<int>.Add(part, parts);

    public static void Merge(ReadOnlySpan<int> part, Span<long> whole) => WideningSumKernel<int, long>.Add(part, whole);
}
