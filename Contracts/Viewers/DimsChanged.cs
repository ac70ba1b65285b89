using Lamella.Contracts.Geometry;
using Lamella.Contracts.Slicing;
using MessagePack;

namespace Lamella.Contracts.Viewers;

/// <summary>Dims or field of view changed, by whomever. They are the last request, not what is shown.</summary>
/// <param name="Viewer">The viewer.</param>
/// <param name="Revision">The revision that the change made.</param>
/// <param name="Number">The event's number.</param>
/// <param name="Dims">The new Dims, in world coordinates.</param>
/// <param name="FieldOfView">The field of view; null asks for everything at the finest level.</param>
[GenerateSerializer, Immutable, MessagePackObject]
[Alias("lamella.dims-changed")]
public sealed record DimsChanged(
    ViewerId Viewer,
    Revision Revision,
    long Number,
    [property: Id(0), Key(3)] Dims Dims,
    [property: Id(1), Key(4)] FieldOfView? FieldOfView) : ViewerEvent(Viewer, Revision, Number);
