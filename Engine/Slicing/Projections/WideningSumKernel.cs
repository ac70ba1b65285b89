using System.Numerics;
using System.Runtime.InteropServices;

namespace Lamella.Engine.Slicing.Projections;

/// <summary>
/// A sum in a type of twice the width, exact for integers: int in long, uint in ulong, float in double; of short in int and ushort in
/// uint as many planes as fit.
/// </summary>
/// <typeparam name="T">Elements of a plane.</typeparam>
/// <typeparam name="TWide">The type of twice the width.</typeparam>
internal readonly struct WideningSumKernel<T, TWide> : IProjectionKernel<T, TWide, TWide>
    where T : unmanaged, INumber<T>
    where TWide : unmanaged, INumber<TWide>
{
    public static TWide NoPlanes => TWide.Zero;

    public static TWide NoChunks => TWide.Zero;

    public static int MaxPlanes => int.MaxValue;

    public static bool IsOrdered => typeof(T) == typeof(float);

    public static void Add(ReadOnlySpan<T> plane, Span<TWide> part)
    {
        var planes = MemoryMarshal.Cast<T, Vector<T>>(plane);
        var parts = MemoryMarshal.Cast<TWide, Vector<TWide>>(part[..plane.Length]);
        for (var v = 0; v < planes.Length; v++)
        {
            Widen(planes[v], out var low, out var high);
            parts[2 * v] += low;
            parts[(2 * v) + 1] += high;
        }

        for (var i = planes.Length * Vector<T>.Count; i < plane.Length; i++)
        {
            part[i] += TWide.CreateTruncating(plane[i]);
        }
    }

    public static void AddFour(
        ReadOnlySpan<T> first, ReadOnlySpan<T> second, ReadOnlySpan<T> third, ReadOnlySpan<T> fourth, Span<TWide> part)
    {
        var a = MemoryMarshal.Cast<T, Vector<T>>(first[..part.Length]);
        var b = MemoryMarshal.Cast<T, Vector<T>>(second[..part.Length]);
        var c = MemoryMarshal.Cast<T, Vector<T>>(third[..part.Length]);
        var d = MemoryMarshal.Cast<T, Vector<T>>(fourth[..part.Length]);
        var parts = MemoryMarshal.Cast<TWide, Vector<TWide>>(part);
        for (var v = 0; v < a.Length; v++)
        {
            Widen(a[v], out var aLow, out var aHigh);
            Widen(b[v], out var bLow, out var bHigh);
            Widen(c[v], out var cLow, out var cHigh);
            Widen(d[v], out var dLow, out var dHigh);
            parts[2 * v] = parts[2 * v] + aLow + bLow + cLow + dLow;
            parts[(2 * v) + 1] = parts[(2 * v) + 1] + aHigh + bHigh + cHigh + dHigh;
        }

        for (var i = a.Length * Vector<T>.Count; i < part.Length; i++)
        {
            part[i] = part[i] + TWide.CreateTruncating(first[i]) + TWide.CreateTruncating(second[i])
                + TWide.CreateTruncating(third[i]) + TWide.CreateTruncating(fourth[i]);
        }
    }

    public static void Join(ReadOnlySpan<TWide> part, Span<TWide> parts) => SumKernel<TWide>.Add(part, parts);

    public static void Merge(ReadOnlySpan<TWide> part, Span<TWide> whole) => SumKernel<TWide>.Add(part, whole);

    /// <summary>The compiler keeps the one branch of the types that it compiles for.</summary>
    private static void Widen(Vector<T> narrow, out Vector<TWide> low, out Vector<TWide> high)
    {
        if (typeof(T) == typeof(float))
        {
            Vector.Widen(narrow.As<T, float>(), out var first, out var second);
            (low, high) = (first.As<double, TWide>(), second.As<double, TWide>());
        }
        else if (typeof(T) == typeof(int))
        {
            Vector.Widen(narrow.As<T, int>(), out var first, out var second);
            (low, high) = (first.As<long, TWide>(), second.As<long, TWide>());
        }
        else if (typeof(T) == typeof(uint))
        {
            Vector.Widen(narrow.As<T, uint>(), out var first, out var second);
            (low, high) = (first.As<ulong, TWide>(), second.As<ulong, TWide>());
        }
        else if (typeof(T) == typeof(short))
        {
            Vector.Widen(narrow.As<T, short>(), out var first, out var second);
            (low, high) = (first.As<int, TWide>(), second.As<int, TWide>());
        }
        else if (typeof(T) == typeof(ushort))
        {
            Vector.Widen(narrow.As<T, ushort>(), out var first, out var second);
            (low, high) = (first.As<uint, TWide>(), second.As<uint, TWide>());
        }
        else
        {
            throw new NotSupportedException($"{typeof(T).Name} is not widened.");
        }
    }
}
