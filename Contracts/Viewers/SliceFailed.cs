using System.Collections.Immutable;
using Lamella.Contracts.Slicing;
using MessagePack;

namespace Lamella.Contracts.Viewers;

/// <summary>All visible layers of a revision have responded, at least one with a failure; the slices of the others are here.</summary>
/// <param name="Viewer">The viewer.</param>
/// <param name="Revision">The revision that ended so.</param>
/// <param name="Number">The event's number.</param>
/// <param name="Failures">Which layers failed and why; at least one.</param>
/// <param name="Responses">One for each visible layer that did not fail, bottom first.</param>
[GenerateSerializer, Immutable, MessagePackObject]
[Alias("lamella.slice-failed")]
public sealed record SliceFailed(
    ViewerId Viewer,
    Revision Revision,
    long Number,
    [property: Id(0), Key(3)] ImmutableArray<SliceFailure> Failures,
    [property: Id(1), Key(4)] ImmutableArray<LayerSliceResponse> Responses) : ViewerEvent(Viewer, Revision, Number);
