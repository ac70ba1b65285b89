using System.Collections.Immutable;

namespace Lamella.Contracts.Geometry;

/// <summary>A point in the space that all layers of a viewer share. Axes are slowest first, units are the viewer's.</summary>
/// <param name="Coordinates">One number for each axis.</param>
[GenerateSerializer, Immutable]
[Alias("lamella.world-point")]
public readonly record struct WorldPoint([property: Id(0)] ImmutableArray<double> Coordinates)
{
    /// <summary>Number of axes.</summary>
    public int Ndim => Coordinates.IsDefault ? 0 : Coordinates.Length;

    /// <summary>The coordinate on an axis.</summary>
    /// <param name="axis">0 … <see cref="Ndim"/> − 1.</param>
    public double this[int axis] => Coordinates[axis];

    /// <inheritdoc/>
    public bool Equals(WorldPoint other) => Geometry.Coordinates.Same(Coordinates, other.Coordinates);

    /// <inheritdoc/>
    public override int GetHashCode() => Geometry.Coordinates.Hash(Coordinates);

    /// <inheritdoc/>
    public override string ToString() => Geometry.Coordinates.Text(Coordinates);
}
