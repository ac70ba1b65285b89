using Lamella.Contracts.Layers;
using Lamella.Contracts.Slicing;

namespace Lamella.Contracts.Grains;

/// <summary>What adding a layer gave.</summary>
/// <param name="Layer">The layer.</param>
/// <param name="Revision">The revision that the change made.</param>
/// <param name="Info">What opening its source told.</param>
[GenerateSerializer, Immutable]
[Alias("lamella.layer-added")]
public sealed record LayerAdded(
    [property: Id(0)] LayerId Layer,
    [property: Id(1)] Revision Revision,
    [property: Id(2)] LayerInfo Info);
