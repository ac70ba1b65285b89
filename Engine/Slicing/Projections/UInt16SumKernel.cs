using System.Numerics;
using System.Runtime.InteropServices;

namespace Lamella.Engine.Slicing.Projections;

/// <summary>A sum of 16-bit integers, exact: 2¹⁶ planes of at most 65535 fit in 32 bits.</summary>
internal readonly struct UInt16SumKernel : IProjectionKernel<ushort, uint, ulong>
{
    public static uint NoPlanes => 0;

    public static ulong NoChunks => 0;

    public static int MaxPlanes => 1 << 16;

    public static bool IsOrdered => false;

    public static void Add(ReadOnlySpan<ushort> plane, Span<uint> part) => WideningSumKernel<ushort, uint>.Add(plane, part);

    public static void AddFour(
        ReadOnlySpan<ushort> first, ReadOnlySpan<ushort> second, ReadOnlySpan<ushort> third, ReadOnlySpan<ushort> fourth, Span<uint> part)
    {
        var a = MemoryMarshal.Cast<ushort, Vector<uint>>(first[..part.Length]);
        var b = MemoryMarshal.Cast<ushort, Vector<uint>>(second[..part.Length]);
        var c = MemoryMarshal.Cast<ushort, Vector<uint>>(third[..part.Length]);
        var d = MemoryMarshal.Cast<ushort, Vector<uint>>(fourth[..part.Length]);
        var parts = MemoryMarshal.Cast<uint, Vector<uint>>(part);
        Vector<uint> lower = new(0xFFFF);
        for (var v = 0; v < a.Length; v++)
        {
            var even = (a[v] & lower) + (b[v] & lower) + (c[v] & lower) + (d[v] & lower);
            var odd = Vector.ShiftRightLogical(a[v], 16) + Vector.ShiftRightLogical(b[v], 16)
                + Vector.ShiftRightLogical(c[v], 16) + Vector.ShiftRightLogical(d[v], 16);
            Interleaved.Of(even, odd, out var low, out var high);
            parts[2 * v] += low;
            parts[(2 * v) + 1] += high;
        }

        for (var i = a.Length * Vector<ushort>.Count; i < part.Length; i++)
        {
            part[i] = part[i] + first[i] + second[i] + third[i] + fourth[i];
        }
    }

    public static void Join(ReadOnlySpan<uint> part, Span<uint> parts) => SumKernel<uint>.Add(part, parts);

    public static void Merge(ReadOnlySpan<uint> part, Span<ulong> whole) => WideningSumKernel<uint, ulong>.Add(part, whole);
}
