using Lamella.Contracts.Geometry;
using Lamella.Contracts.Slicing;

namespace Lamella.Contracts.Layers;

/// <summary>Everything that looking up the value of one layer at a place needs.</summary>
/// <param name="Layer">The layer.</param>
/// <param name="Dims">The viewer's Dims, in world coordinates.</param>
/// <param name="FieldOfView">What the canvas shows.</param>
/// <param name="Place">The place, in world coordinates.</param>
/// <param name="Direction">
/// With three displayed axes, the direction in which one looks through the place, in world coordinates; null looks up the
/// place itself.
/// </param>
[GenerateSerializer, Immutable]
[Alias("lamella.layer-value-request")]
public sealed record LayerValueRequest(
    [property: Id(0)] LayerSpec Layer,
    [property: Id(1)] Dims Dims,
    [property: Id(2)] FieldOfView? FieldOfView,
    [property: Id(3)] WorldPoint Place,
    [property: Id(4)] WorldPoint? Direction = null);
