using System.Numerics;
using System.Runtime.InteropServices;

namespace Lamella.Engine.Slicing.Projections;

/// <summary>A sum in the elements' own type; integers wrap around, as in numpy.</summary>
/// <typeparam name="T">A type that is added up as it is.</typeparam>
internal readonly struct SumKernel<T> : IProjectionKernel<T, T, T>
    where T : unmanaged, INumber<T>
{
    public static T NoPlanes => T.Zero;

    public static T NoChunks => T.Zero;

    public static int MaxPlanes => int.MaxValue;

    public static bool IsOrdered => typeof(T) == typeof(double);

    public static void Add(ReadOnlySpan<T> plane, Span<T> part)
    {
        var planes = MemoryMarshal.Cast<T, Vector<T>>(plane);
        var parts = MemoryMarshal.Cast<T, Vector<T>>(part[..plane.Length]);
        for (var v = 0; v < planes.Length; v++)
        {
            parts[v] += planes[v];
        }

        for (var i = planes.Length * Vector<T>.Count; i < plane.Length; i++)
        {
            part[i] += plane[i];
        }
    }

    public static void AddFour(
        ReadOnlySpan<T> first, ReadOnlySpan<T> second, ReadOnlySpan<T> third, ReadOnlySpan<T> fourth, Span<T> part)
    {
        var a = MemoryMarshal.Cast<T, Vector<T>>(first[..part.Length]);
        var b = MemoryMarshal.Cast<T, Vector<T>>(second[..part.Length]);
        var c = MemoryMarshal.Cast<T, Vector<T>>(third[..part.Length]);
        var d = MemoryMarshal.Cast<T, Vector<T>>(fourth[..part.Length]);
        var parts = MemoryMarshal.Cast<T, Vector<T>>(part);
        for (var v = 0; v < a.Length; v++)
        {
            parts[v] = parts[v] + a[v] + b[v] + c[v] + d[v];
        }

        for (var i = a.Length * Vector<T>.Count; i < part.Length; i++)
        {
            part[i] = part[i] + first[i] + second[i] + third[i] + fourth[i];
        }
    }

    public static void Join(ReadOnlySpan<T> part, Span<T> parts) => Add(part, parts);

    public static void Merge(ReadOnlySpan<T> part, Span<T> whole) => Add(part, whole);
}
