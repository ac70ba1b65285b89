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

    public static void Add(ReadOnlySpan<ushort> plane, Span<uint> part)
    {
        var planes = MemoryMarshal.Cast<ushort, Vector<ushort>>(plane);
        var parts = MemoryMarshal.Cast<uint, Vector<uint>>(part[..plane.Length]);
        for (var v = 0; v < planes.Length; v++)
        {
            Vector.Widen(planes[v], out var low, out var high);
            parts[2 * v] += low;
            parts[(2 * v) + 1] += high;
        }

        for (var i = planes.Length * Vector<ushort>.Count; i < plane.Length; i++)
        {
            part[i] += plane[i];
        }
    }

    public static void Merge(ReadOnlySpan<uint> part, Span<ulong> whole) => UInt32SumKernel.Add(part, whole);
}
