using System.Numerics;
using System.Runtime.InteropServices;

namespace Lamella.Engine.Slicing.Projections;

/// <summary>A sum of signed 32-bit integers, exact.</summary>
internal readonly struct Int32SumKernel : IProjectionKernel<int, long, long>
{
    public static long NoPlanes => 0;

    public static long NoChunks => 0;

    public static int MaxPlanes => int.MaxValue;

    public static bool IsOrdered => false;

    public static void Add(ReadOnlySpan<int> plane, Span<long> part)
    {
        var planes = MemoryMarshal.Cast<int, Vector<int>>(plane);
        var parts = MemoryMarshal.Cast<long, Vector<long>>(part[..plane.Length]);
        for (var v = 0; v < planes.Length; v++)
        {
            Vector.Widen(planes[v], out var low, out var high);
            parts[2 * v] += low;
            parts[(2 * v) + 1] += high;
        }

        for (var i = planes.Length * Vector<int>.Count; i < plane.Length; i++)
        {
            part[i] += plane[i];
        }
    }

    public static void AddFour(
        ReadOnlySpan<int> first, ReadOnlySpan<int> second, ReadOnlySpan<int> third, ReadOnlySpan<int> fourth, Span<long> part)
    {
        var a = MemoryMarshal.Cast<int, Vector<int>>(first[..part.Length]);
        var b = MemoryMarshal.Cast<int, Vector<int>>(second[..part.Length]);
        var c = MemoryMarshal.Cast<int, Vector<int>>(third[..part.Length]);
        var d = MemoryMarshal.Cast<int, Vector<int>>(fourth[..part.Length]);
        var parts = MemoryMarshal.Cast<long, Vector<long>>(part);
        for (var v = 0; v < a.Length; v++)
        {
            Vector.Widen(a[v], out var aLow, out var aHigh);
            Vector.Widen(b[v], out var bLow, out var bHigh);
            Vector.Widen(c[v], out var cLow, out var cHigh);
            Vector.Widen(d[v], out var dLow, out var dHigh);
            parts[2 * v] = parts[2 * v] + aLow + bLow + cLow + dLow;
            parts[(2 * v) + 1] = parts[(2 * v) + 1] + aHigh + bHigh + cHigh + dHigh;
        }

        for (var i = a.Length * Vector<int>.Count; i < part.Length; i++)
        {
            part[i] = part[i] + first[i] + second[i] + third[i] + fourth[i];
        }
    }

    public static void Join(ReadOnlySpan<long> part, Span<long> parts) => SumKernel<long>.Add(part, parts);

    public static void Merge(ReadOnlySpan<long> part, Span<long> whole) => SumKernel<long>.Add(part, whole);
}
