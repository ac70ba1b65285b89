using System.Numerics;
using System.Runtime.InteropServices;

namespace Lamella.Engine.Slicing.Projections;

/// <summary>A sum of bytes, exact: 2²⁴ planes of at most 255 fit in 32 bits.</summary>
internal readonly struct UInt8SumKernel : IProjectionKernel<byte, uint, ulong>
{
    public static uint NoPlanes => 0;

    public static ulong NoChunks => 0;

    public static int MaxPlanes => 1 << 24;

    public static bool IsOrdered => false;

    public static void Add(ReadOnlySpan<byte> plane, Span<uint> part)
    {
        var planes = MemoryMarshal.Cast<byte, Vector<byte>>(plane);
        var parts = MemoryMarshal.Cast<uint, Vector<uint>>(part[..plane.Length]);
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

        for (var i = planes.Length * Vector<byte>.Count; i < plane.Length; i++)
        {
            part[i] += plane[i];
        }
    }

    public static void AddFour(
        ReadOnlySpan<byte> first, ReadOnlySpan<byte> second, ReadOnlySpan<byte> third, ReadOnlySpan<byte> fourth, Span<uint> part)
    {
        var a = MemoryMarshal.Cast<byte, Vector<ushort>>(first[..part.Length]);
        var b = MemoryMarshal.Cast<byte, Vector<ushort>>(second[..part.Length]);
        var c = MemoryMarshal.Cast<byte, Vector<ushort>>(third[..part.Length]);
        var d = MemoryMarshal.Cast<byte, Vector<ushort>>(fourth[..part.Length]);
        var parts = MemoryMarshal.Cast<uint, Vector<uint>>(part);
        Vector<ushort> lower = new(0xFF);
        for (var v = 0; v < a.Length; v++)
        {
            var even = (a[v] & lower) + (b[v] & lower) + (c[v] & lower) + (d[v] & lower);
            var odd = Vector.ShiftRightLogical(a[v], 8) + Vector.ShiftRightLogical(b[v], 8)
                + Vector.ShiftRightLogical(c[v], 8) + Vector.ShiftRightLogical(d[v], 8);
            Interleaved.Of(even, odd, out var low, out var high);
            Vector.Widen(low, out var one, out var two);
            Vector.Widen(high, out var three, out var four);
            parts[4 * v] += one;
            parts[(4 * v) + 1] += two;
            parts[(4 * v) + 2] += three;
            parts[(4 * v) + 3] += four;
        }

        for (var i = a.Length * Vector<byte>.Count; i < part.Length; i++)
        {
            part[i] = part[i] + first[i] + second[i] + third[i] + fourth[i];
        }
    }

    public static void Join(ReadOnlySpan<uint> part, Span<uint> parts) => SumKernel<uint>.Add(part, parts);

    public static void Merge(ReadOnlySpan<uint> part, Span<ulong> whole) => WideningSumKernel<uint, ulong>.Add(part, whole);
}
