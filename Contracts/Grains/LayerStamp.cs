using Lamella.Contracts.Layers;
using MessagePack;

namespace Lamella.Contracts.Grains;

/// <summary>
/// When a layer of a list was last changed and last moved. A stamp of a layer that the list does not have says that it was
/// removed then. Of two changes of one layer the later counts, and of two moves, so that lists edited apart can be merged.
/// </summary>
/// <param name="Layer">The layer.</param>
/// <param name="Changed">When it was added, changed or removed.</param>
/// <param name="Rank">Its place: layers lie in the order of their ranks, the lowest at the bottom; equal ranks in the order of the ids.</param>
/// <param name="Moved">When it was put there.</param>
[GenerateSerializer, Immutable, MessagePackObject]
[Alias("lamella.layer-stamp")]
public readonly record struct LayerStamp(
    [property: Id(0), Key(0)] LayerId Layer,
    [property: Id(1), Key(1)] LinkedStamp Changed,
    [property: Id(2), Key(2)] double Rank,
    [property: Id(3), Key(3)] LinkedStamp Moved);
