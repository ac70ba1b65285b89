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

    public static void Merge(ReadOnlySpan<int> part, Span<long> whole) => Int32SumKernel.Add(part, whole);
}
