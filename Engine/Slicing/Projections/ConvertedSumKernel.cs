using System.Numerics;

namespace Lamella.Engine.Slicing.Projections;

/// <summary>A sum in double precision of types that vectors cannot widen to it.</summary>
/// <typeparam name="T">The type.</typeparam>
internal readonly struct ConvertedSumKernel<T> : IProjectionKernel<T, double, double>
    where T : unmanaged, INumber<T>
{
    public static double NoPlanes => 0;

    public static double NoChunks => 0;

    public static int MaxPlanes => int.MaxValue;

    public static bool IsOrdered => true;

    public static void Add(ReadOnlySpan<T> plane, Span<double> part)
    {
        for (var i = 0; i < plane.Length; i++)
        {
            part[i] += double.CreateTruncating(plane[i]);
        }
    }

    public static void AddFour(
        ReadOnlySpan<T> first, ReadOnlySpan<T> second, ReadOnlySpan<T> third, ReadOnlySpan<T> fourth, Span<double> part)
    {
        Add(first, part);
        Add(second, part);
        Add(third, part);
        Add(fourth, part);
    }

    public static void Join(ReadOnlySpan<double> part, Span<double> parts) => SumKernel<double>.Add(part, parts);

    public static void Merge(ReadOnlySpan<double> part, Span<double> whole) => SumKernel<double>.Add(part, whole);
}
