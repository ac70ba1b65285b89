using Lamella.Contracts.Layers;
using MessagePack;

namespace Lamella.Contracts.Viewers;

/// <summary>What grain storage keeps of a layer.</summary>
/// <param name="Spec">What the user said of it.</param>
/// <param name="Info">What opening its source told.</param>
[GenerateSerializer, Immutable, MessagePackObject]
[Alias("lamella.stored-layer")]
public sealed record StoredLayer(
    [property: Id(0), Key(0)] LayerSpec Spec,
    [property: Id(1), Key(1)] LayerInfo Info);
