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

    public static void Add(ReadOnlySpan<short> plane, Span<int> part)
    {
        var planes = MemoryMarshal.Cast<short, Vector<short>>(plane);
        var parts = MemoryMarshal.Cast<int, Vector<int>>(part[..plane.Length]);
        for (var v = 0; v < planes.Length; v++)
        {
            Vector.Widen(planes[v], out var low, out var high);
            parts[2 * v] += low;
            parts[(2 * v) + 1] += high;
        }

        for (var i = planes.Length * Vector<short>.Count; i < plane.Length; i++)
        {
            part[i] += plane[i];
        }
    }

    public static void Merge(ReadOnlySpan<int> part, Span<long> whole) => Int32SumKernel.Add(part, whole);
}
