using System.Numerics;
using System.Runtime.InteropServices;

namespace Lamella.Engine.Slicing.Projections;

/// <summary>A sum of 32-bit integers, exact.</summary>
internal readonly struct UInt32SumKernel : IProjectionKernel<uint, ulong, ulong>
{
    public static ulong NoPlanes => 0;

    public static ulong NoChunks => 0;

    public static int MaxPlanes => int.MaxValue;

    public static bool IsOrdered => false;

    public static void Add(ReadOnlySpan<uint> plane, Span<ulong> part)
    {
        var planes = MemoryMarshal.Cast<uint, Vector<uint>>(plane);
        var parts = MemoryMarshal.Cast<ulong, Vector<ulong>>(part[..plane.Length]);
        for (var v = 0; v < planes.Length; v++)
        {
            Vector.Widen(planes[v], out var low, out var high);
            parts[2 * v] += low;
            parts[(2 * v) + 1] += high;
        }

        for (var i = planes.Length * Vector<uint>.Count; i < plane.Length; i++)
        {
            part[i] += plane[i];
        }
    }

    public static void AddFour(
        ReadOnlySpan<uint> first, ReadOnlySpan<uint> second, ReadOnlySpan<uint> third, ReadOnlySpan<uint> fourth, Span<ulong> part)
    {
        var a = MemoryMarshal.Cast<uint, Vector<uint>>(first[..part.Length]);
        var b = MemoryMarshal.Cast<uint, Vector<uint>>(second[..part.Length]);
        var c = MemoryMarshal.Cast<uint, Vector<uint>>(third[..part.Length]);
        var d = MemoryMarshal.Cast<uint, Vector<uint>>(fourth[..part.Length]);
        var parts = MemoryMarshal.Cast<ulong, Vector<ulong>>(part);
        for (var v = 0; v < a.Length; v++)
        {
            Vector.Widen(a[v], out var aLow, out var aHigh);
            Vector.Widen(b[v], out var bLow, out var bHigh);
            Vector.Widen(c[v], out var cLow, out var cHigh);
            Vector.Widen(d[v], out var dLow, out var dHigh);
            parts[2 * v] = parts[2 * v] + aLow + bLow + cLow + dLow;
            parts[(2 * v) + 1] = parts[(2 * v) + 1] + aHigh + bHigh + cHigh + dHigh;
        }

        for (var i = a.Length * Vector<uint>.Count; i < part.Length; i++)
        {
            part[i] = part[i] + first[i] + second[i] + third[i] + fourth[i];
        }
    }

    public static void Join(ReadOnlySpan<ulong> part, Span<ulong> parts) => SumKernel<ulong>.Add(part, parts);

    public static void Merge(ReadOnlySpan<ulong> part, Span<ulong> whole) => SumKernel<ulong>.Add(part, whole);
}
