using System.Numerics;
using System.Runtime.InteropServices;

namespace Lamella.Engine.Slicing.Projections;

/// <summary>A sum in the elements' own type; integers wrap around, as in numpy.</summary>
/// <typeparam name="T">A type of 8 bytes.</typeparam>
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

    public static void Merge(ReadOnlySpan<T> part, Span<T> whole) => Add(part, whole);
}
