using MessagePack;

namespace Lamella.Contracts.Geometry;

/// <summary>How far one axis of the viewer reaches, in world coordinates; both ends belong to it.</summary>
/// <param name="Start">Lowest coordinate.</param>
/// <param name="Stop">Highest coordinate; never below <paramref name="Start"/>.</param>
/// <param name="Step">Distance of two slider positions; always above 0.</param>
[GenerateSerializer, Immutable, MessagePackObject]
[Alias("lamella.dim-range")]
public readonly record struct DimRange(
    [property: Id(0), Key(0)] double Start,
    [property: Id(1), Key(1)] double Stop,
    [property: Id(2), Key(2)] double Step)
{
    /// <summary>The range of an axis of which nothing is known (SLICING D1).</summary>
    public static DimRange Default { get; } = new(0, 2, 1);

    /// <summary>More slider positions than any slider has, and few enough for exact arithmetic in a double.</summary>
    private const double MaxSteps = 1L << 52;

    /// <summary>Slider positions on the axis: <c>truncate((stop − start) / step) + 1</c> (SLICING D7).</summary>
    [IgnoreMember]
    public long Nsteps => (long)Math.Min((Stop - Start) / Step, MaxSteps) + 1;
}
