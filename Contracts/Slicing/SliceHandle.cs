using Lamella.Contracts.Layers;
using Lamella.Contracts.Viewers;
using MessagePack;

namespace Lamella.Contracts.Slicing;

/// <summary>Names a slice that a layer grain holds. It stays readable until newer slices have pushed it out.</summary>
/// <param name="Viewer">The layer's viewer.</param>
/// <param name="Layer">The layer.</param>
/// <param name="Activation">Which life of the layer grain made it; a grain that came back elsewhere no longer has it.</param>
/// <param name="Number">Counts the slices of that life.</param>
/// <param name="Silo">Where the slice lies, as <c>host:port@generation</c>; a client within that silo reads it without a copy.</param>
[GenerateSerializer, Immutable, MessagePackObject]
[Alias("lamella.slice-handle")]
public sealed record SliceHandle(
    [property: Id(0), Key(0)] ViewerId Viewer,
    [property: Id(1), Key(1)] LayerId Layer,
    [property: Id(2), Key(2)] long Activation,
    [property: Id(3), Key(3)] long Number,
    [property: Id(4), Key(4)] string Silo);
