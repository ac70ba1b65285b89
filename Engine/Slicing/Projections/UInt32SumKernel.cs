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

    public static void Merge(ReadOnlySpan<ulong> part, Span<ulong> whole) => SumKernel<ulong>.Add(part, whole);
}
