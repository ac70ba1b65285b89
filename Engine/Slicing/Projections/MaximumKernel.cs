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

    public static void Merge(ReadOnlySpan<T> part, Span<T> whole) => Add(part, whole);
}
