using System.Collections.Immutable;
using Lamella.Contracts.Slicing;
using MessagePack;

namespace Lamella.Contracts.Viewers;

/// <summary>All visible layers of a revision have been sliced. Announced at most once for a revision, and never with <see cref="SliceFailed"/>.</summary>
/// <param name="Viewer">The viewer.</param>
/// <param name="Revision">The revision that is ready.</param>
/// <param name="Number">The event's number.</param>
/// <param name="Responses">
/// One for each visible layer, bottom first. Those of layers that the revision did not concern have an older revision.
/// </param>
[GenerateSerializer, Immutable, MessagePackObject]
[Alias("lamella.slice-ready")]
public sealed record SliceReady(
    ViewerId Viewer,
    Revision Revision,
    long Number,
    [property: Id(0), Key(3)] ImmutableArray<LayerSliceResponse> Responses) : ViewerEvent(Viewer, Revision, Number);
