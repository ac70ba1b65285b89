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

    public static void AddFour(
        ReadOnlySpan<float> first, ReadOnlySpan<float> second, ReadOnlySpan<float> third, ReadOnlySpan<float> fourth, Span<double> part)
    {
        var a = MemoryMarshal.Cast<float, Vector<float>>(first[..part.Length]);
        var b = MemoryMarshal.Cast<float, Vector<float>>(second[..part.Length]);
        var c = MemoryMarshal.Cast<float, Vector<float>>(third[..part.Length]);
        var d = MemoryMarshal.Cast<float, Vector<float>>(fourth[..part.Length]);
        var parts = MemoryMarshal.Cast<double, Vector<double>>(part);
        for (var v = 0; v < a.Length; v++)
        {
            Vector.Widen(a[v], out var aLow, out var aHigh);
            Vector.Widen(b[v], out var bLow, out var bHigh);
            Vector.Widen(c[v], out var cLow, out var cHigh);
            Vector.Widen(d[v], out var dLow, out var dHigh);
            parts[2 * v] = parts[2 * v] + aLow + bLow + cLow + dLow;
            parts[(2 * v) + 1] = parts[(2 * v) + 1] + aHigh + bHigh + cHigh + dHigh;
        }

        for (var i = a.Length * Vector<float>.Count; i < part.Length; i++)
        {
            part[i] = part[i] + first[i] + second[i] + third[i] + fourth[i];
        }
    }

    public static void Join(ReadOnlySpan<double> part, Span<double> parts) => SumKernel<double>.Add(part, parts);

    public static void Merge(ReadOnlySpan<double> part, Span<double> whole) => SumKernel<double>.Add(part, whole);
}
