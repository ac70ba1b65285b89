using System.Collections.Immutable;
using Lamella.Contracts.Geometry;
using Lamella.Contracts.Grains;
using Lamella.Contracts.Slicing;
using MessagePack;

namespace Lamella.Contracts.Viewers;

/// <summary>What grain storage keeps of a viewer: what a user would hate to lose.</summary>
[GenerateSerializer, Immutable, MessagePackObject]
[Alias("lamella.stored-viewer")]
public sealed record StoredViewer
{
    /// <summary>The life of the viewer that wrote it; the next one has a greater epoch.</summary>
    [Id(0), Key(0)]
    public required long Epoch { get; init; }

    /// <summary>The last request.</summary>
    [Id(1), Key(1)]
    public required Dims Dims { get; init; }

    /// <summary>What the canvas shows; null where it never said.</summary>
    [Id(2), Key(2)]
    public FieldOfView? FieldOfView { get; init; }

    /// <summary>The layers, bottom first.</summary>
    [Id(3), Key(3)]
    public ImmutableArray<StoredLayer> Layers { get; init; } = [];

    /// <summary>The viewers that it is linked with.</summary>
    [Id(4), Key(4)]
    public ImmutableArray<ViewerLink> Links { get; init; } = [];

    /// <summary>The counter of the newest revision that is in it; what was accepted later in that life is not.</summary>
    [Id(5), Key(5)]
    public long Counter { get; init; }

    /// <summary>The newest change of the point that it and those linked with it know; null where it is not linked so.</summary>
    [Id(6), Key(6)]
    public LinkedChange? LinkedPoint { get; init; }

    /// <summary>The newest change of the zoom that it and those linked with it know; null where it is not linked so.</summary>
    [Id(7), Key(7)]
    public LinkedChange? LinkedZoom { get; init; }

    /// <summary>When each layer was changed and moved, and which were removed of late.</summary>
    [Id(8), Key(8)]
    public ImmutableArray<LayerStamp> LayerStamps { get; init; } = [];

    /// <summary>As <see cref="ViewerSnapshot.RestoredFrom"/>: a life that nobody moved passes on from where it was brought back.</summary>
    [Id(9), Key(9)]
    public Revision? RestoredFrom { get; init; }

    /// <summary>The same of the field of view.</summary>
    [Id(10), Key(10)]
    public Revision? RestoredViewFrom { get; init; }
}
