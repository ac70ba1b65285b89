using System.Collections.Immutable;
using Lamella.Contracts.Layers;
using Lamella.Contracts.Slicing;

namespace Lamella.Contracts.Grains;

/// <summary>What submitting layers gave.</summary>
/// <param name="Revision">The revision that they are sliced for; the current one where nothing is sliced.</param>
/// <param name="Layers">The layers to be waited for, in the viewer's order.</param>
/// <param name="InMemory">
/// Layers that are sliced from memory in no time, as napari's synchronous ones: shapes and tracks (SLICING L2).
/// </param>
[GenerateSerializer, Immutable]
[Alias("lamella.layers-submitted")]
public sealed record LayersSubmitted(
    [property: Id(0)] Revision Revision,
    [property: Id(1)] ImmutableArray<LayerId> Layers,
    [property: Id(2)] ImmutableArray<LayerId> InMemory);
