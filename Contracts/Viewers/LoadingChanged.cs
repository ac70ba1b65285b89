using System.Collections.Immutable;
using Lamella.Contracts.Slicing;
using MessagePack;

namespace Lamella.Contracts.Viewers;

/// <summary>Which layers are loading changed. Announced only for slices that take long enough to notice.</summary>
/// <param name="Viewer">The viewer.</param>
/// <param name="Revision">The revision being sliced.</param>
/// <param name="Number">The event's number.</param>
/// <param name="Layers">The layers that are loading now, bottom first; empty when none is any more.</param>
[GenerateSerializer, Immutable, MessagePackObject]
[Alias("lamella.loading-changed")]
public sealed record LoadingChanged(
    ViewerId Viewer,
    Revision Revision,
    long Number,
    [property: Id(0), Key(3)] ImmutableArray<LoadingLayer> Layers) : ViewerEvent(Viewer, Revision, Number);
