using System.Numerics;
using System.Runtime.InteropServices;

namespace Lamella.Engine.Slicing.Projections;

/// <summary>The largest element; NaN wins over numbers, as in numpy.</summary>
/// <typeparam name="T">An integer or floating-point type.</typeparam>
internal readonly struct MaximumKernel<T> : IProjectionKernel<T, T, T>
    where T : unmanaged, INumber<T>, IMinMaxValue<T>
{
    public static T NoPlanes => Extremes<T>.Lowest;

    public static T NoChunks => NoPlanes;

    public static int MaxPlanes => int.MaxValue;

    public static bool IsOrdered => false;

    public static void Add(ReadOnlySpan<T> plane, Span<T> part)
    {
        var i = 0;
        if (Vector<T>.IsSupported)
        {
            var planes = MemoryMarshal.Cast<T, Vector<T>>(plane);
            var parts = MemoryMarshal.Cast<T, Vector<T>>(part[..plane.Length]);
            for (var v = 0; v < planes.Length; v++)
            {
                parts[v] = Vector.Max(parts[v], planes[v]);
            }

            i = planes.Length * Vector<T>.Count;
        }

        for (; i < plane.Length; i++)
        {
            part[i] = T.Max(part[i], plane[i]);
        }
    }

    public static void AddFour(
        ReadOnlySpan<T> first, ReadOnlySpan<T> second, ReadOnlySpan<T> third, ReadOnlySpan<T> fourth, Span<T> part)
    {
        var i = 0;
        if (Vector<T>.IsSupported)
        {
            var a = MemoryMarshal.Cast<T, Vector<T>>(first[..part.Length]);
            var b = MemoryMarshal.Cast<T, Vector<T>>(second[..part.Length]);
            var c = MemoryMarshal.Cast<T, Vector<T>>(third[..part.Length]);
            var d = MemoryMarshal.Cast<T, Vector<T>>(fourth[..part.Length]);
            var parts = MemoryMarshal.Cast<T, Vector<T>>(part);
            for (var v = 0; v < a.Length; v++)
            {
                parts[v] = Vector.Max(Vector.Max(Vector.Max(Vector.Max(parts[v], a[v]), b[v]), c[v]), d[v]);
            }

            i = a.Length * Vector<T>.Count;
        }

        for (; i < part.Length; i++)
        {
            part[i] = T.Max(T.Max(T.Max(T.Max(part[i], first[i]), second[i]), third[i]), fourth[i]);
        }
    }

    public static void Join(ReadOnlySpan<T> part, Span<T> parts) => Add(part, parts);

    public static void Merge(ReadOnlySpan<T> part, Span<T> whole) => Add(part, whole);
}
