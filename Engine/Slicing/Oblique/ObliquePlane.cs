using Lamella.Contracts.Geometry;

namespace Lamella.Engine.Slicing.Oblique;

/// <summary>A plane through the world, by a point and two directions. All three have as many axes as the layer, or more.</summary>
/// <param name="Origin">The world point of the first pixel's centre.</param>
/// <param name="Down">From one row to the next, in world units.</param>
/// <param name="Right">From one column to the next, in world units.</param>
/// <param name="Height">Rows, ≥ 1.</param>
/// <param name="Width">Columns, ≥ 1.</param>
public sealed record ObliquePlane(WorldPoint Origin, WorldPoint Down, WorldPoint Right, int Height, int Width);
