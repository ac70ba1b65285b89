using System.Numerics;

namespace Lamella.Engine.Slicing.Projections;

/// <summary>Puts sums of the even and the odd elements of vectors back into the elements' order.</summary>
internal static class Interleaved
{
    private const int Bits16 = 16, Bits32 = 32;

    /// <param name="even">Sums of the elements 0, 2, 4 …</param>
    /// <param name="odd">Sums of the elements 1, 3, 5 …</param>
    /// <param name="low">The first half of all sums.</param>
    /// <param name="high">The second half.</param>
    public static void Of(Vector<uint> even, Vector<uint> odd, out Vector<uint> low, out Vector<uint> high)
    {
        Vector.Widen(even, out var evenLow, out var evenHigh);
        Vector.Widen(odd, out var oddLow, out var oddHigh);
        low = Vector.AsVectorUInt32(evenLow | Vector.ShiftLeft(oddLow, Bits32));
        high = Vector.AsVectorUInt32(evenHigh | Vector.ShiftLeft(oddHigh, Bits32));
    }

    /// <inheritdoc cref="Of(Vector{uint}, Vector{uint}, out Vector{uint}, out Vector{uint})"/>
    public static void Of(Vector<ushort> even, Vector<ushort> odd, out Vector<ushort> low, out Vector<ushort> high)
    {
        Vector.Widen(even, out var evenLow, out var evenHigh);
        Vector.Widen(odd, out var oddLow, out var oddHigh);
        low = Vector.AsVectorUInt16(evenLow | Vector.ShiftLeft(oddLow, Bits16));
        high = Vector.AsVectorUInt16(evenHigh | Vector.ShiftLeft(oddHigh, Bits16));
    }
}
