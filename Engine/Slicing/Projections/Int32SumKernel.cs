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

    public static void Merge(ReadOnlySpan<long> part, Span<long> whole) => SumKernel<long>.Add(part, whole);
}
