using Lamella.Contracts.Geometry;
using Lamella.Contracts.Layers;

namespace Lamella.Contracts.Slicing;

/// <summary>
/// Everything that slicing one layer at one point needs (NAP-4). Immutable and self-contained: a layer grain that has
/// just been activated can answer it.
/// </summary>
/// <param name="Revision">The viewer's revision that asks; a layer grain never answers an older one after a newer one.</param>
/// <param name="Layer">The layer.</param>
/// <param name="Dims">The viewer's Dims, in world coordinates.</param>
/// <param name="FieldOfView">What the canvas shows; null asks for everything at the finest level.</param>
/// <param name="Force">Slice at once and anew, without debouncing, previews, and whatever slices are kept.</param>
/// <param name="Deadline">When the best pixels so far are given, if slicing is not over by then; null for never.</param>
/// <param name="Refines">Whether it asks for what follows a preview of the same revision.</param>
[GenerateSerializer, Immutable]
[Alias("lamella.layer-slice-request")]
public sealed record LayerSliceRequest(
    [property: Id(0)] Revision Revision,
    [property: Id(1)] LayerSpec Layer,
    [property: Id(2)] Dims Dims,
    [property: Id(3)] FieldOfView? FieldOfView = null,
    [property: Id(4)] bool Force = false,
    [property: Id(5)] TimeSpan? Deadline = null,
    [property: Id(6)] bool Refines = false);
