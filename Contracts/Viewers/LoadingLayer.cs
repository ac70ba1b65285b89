using Lamella.Contracts.Layers;
using MessagePack;

namespace Lamella.Contracts.Viewers;

/// <summary>A layer whose slice is under way.</summary>
/// <param name="Layer">The layer.</param>
/// <param name="For">Since how long.</param>
[GenerateSerializer, Immutable, MessagePackObject]
[Alias("lamella.loading-layer")]
public readonly record struct LoadingLayer(
    [property: Id(0), Key(0)] LayerId Layer,
    [property: Id(1), Key(1)] TimeSpan For);
