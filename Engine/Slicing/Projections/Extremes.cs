using System.Numerics;

namespace Lamella.Engine.Slicing.Projections;

/// <summary>The values below and above all others of a type: infinities where it has them.</summary>
internal static class Extremes<T>
    where T : unmanaged, INumber<T>, IMinMaxValue<T>
{
    public static T Lowest { get; } = T.IsNegative(-T.One) ? T.CreateSaturating(double.NegativeInfinity) : T.MinValue;

    public static T Highest { get; } = T.CreateSaturating(double.PositiveInfinity);
}
