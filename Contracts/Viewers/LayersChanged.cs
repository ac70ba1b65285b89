using System.Collections.Immutable;
using Lamella.Contracts.Layers;
using Lamella.Contracts.Slicing;
using MessagePack;

namespace Lamella.Contracts.Viewers;

/// <summary>A layer was added, removed, moved, renamed, shown, hidden or displayed otherwise.</summary>
/// <param name="Viewer">The viewer.</param>
/// <param name="Revision">The revision that the change made.</param>
/// <param name="Number">The event's number.</param>
/// <param name="Layers">All layers, bottom first.</param>
[GenerateSerializer, Immutable, MessagePackObject]
[Alias("lamella.layers-changed")]
public sealed record LayersChanged(
    ViewerId Viewer,
    Revision Revision,
    long Number,
    [property: Id(0), Key(3)] ImmutableArray<LayerSpec> Layers) : ViewerEvent(Viewer, Revision, Number);
