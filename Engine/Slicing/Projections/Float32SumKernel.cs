using System.Numerics;
using System.Runtime.InteropServices;

namespace Lamella.Engine.Slicing.Projections;

/// <summary>A sum of single-precision numbers in double precision.</summary>
internal readonly struct Float32SumKernel : IProjectionKernel<float, double, double>
{
    public static double NoPlanes => 0;

    public static double NoChunks => 0;

    public static int MaxPlanes => int.MaxValue;

    public static bool IsOrdered => true;

    public static void Add(ReadOnlySpan<float> plane, Span<double> part)
    {
        var planes = MemoryMarshal.Cast<float, Vector<float>>(plane);
        var parts = MemoryMarshal.Cast<double, Vector<double>>(part[..plane.Length]);
        for (var v = 0; v < planes.Length; v++)
        {
            Vector.Widen(planes[v], out var low, out var high);
            parts[2 * v] += low;
            parts[(2 * v) + 1] += high;
        }

        for (var i = planes.Length * Vector<float>.Count; i < plane.Length; i++)
        {
            part[i] += plane[i];
        }
    }

    public static void Merge(ReadOnlySpan<double> part, Span<double> whole) => SumKernel<double>.Add(part, whole);
}
