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

    public static void Merge(ReadOnlySpan<uint> part, Span<ulong> whole) => UInt32SumKernel.Add(part, whole);
}
