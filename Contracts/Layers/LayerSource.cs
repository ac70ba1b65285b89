using MessagePack;

namespace Lamella.Contracts.Layers;

/// <summary>Where a layer's data come from.</summary>
/// <param name="Uri">A path or URI that some format opens, such as <c>/data/brain.zarr</c> or <c>synthetic:64x512x512</c>.</param>
/// <param name="Channel">
/// Index along the source's channel axis, which then vanishes from the layer's axes; null keeps the channel axis as an
/// ordinary axis.
/// </param>
[GenerateSerializer, Immutable, MessagePackObject]
[Alias("lamella.layer-source")]
public sealed record LayerSource(
    [property: Id(0), Key(0)] string Uri,
    [property: Id(1), Key(1)] int? Channel = null);
