using System.Collections.Immutable;
using MessagePack;

namespace Lamella.Contracts.Geometry;

/// <summary>How far a layer reaches in world coordinates, pixel centres included. NaN where an axis holds nothing.</summary>
/// <param name="Min">Lowest coordinate per axis.</param>
/// <param name="Max">Highest coordinate per axis.</param>
/// <param name="Step">World distance of neighbouring data indices per axis; above 0.</param>
[GenerateSerializer, Immutable, MessagePackObject]
[Alias("lamella.world-extent")]
public sealed record WorldExtent(
    [property: Id(0), Key(0)] ImmutableArray<double> Min,
    [property: Id(1), Key(1)] ImmutableArray<double> Max,
    [property: Id(2), Key(2)] ImmutableArray<double> Step)
{
    /// <summary>Number of axes.</summary>
    [IgnoreMember]
    public int Ndim => Min.Length;

    /// <inheritdoc/>
    public bool Equals(WorldExtent? other) =>
        other is not null
        && Coordinates.Same(Min, other.Min)
        && Coordinates.Same(Max, other.Max)
        && Coordinates.Same(Step, other.Step);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Coordinates.Hash(Min), Coordinates.Hash(Max));
}
