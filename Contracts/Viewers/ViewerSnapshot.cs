using System.Collections.Immutable;
using Lamella.Contracts.Geometry;
using Lamella.Contracts.Slicing;
using MessagePack;

namespace Lamella.Contracts.Viewers;

/// <summary>A viewer as it stands: what a subscriber needs to know after it has missed events.</summary>
[GenerateSerializer, Immutable, MessagePackObject]
[Alias("lamella.viewer-snapshot")]
public sealed record ViewerSnapshot
{
    /// <summary>The viewer.</summary>
    [Id(0), Key(0)]
    public required ViewerId Viewer { get; init; }

    /// <summary>The last accepted change.</summary>
    [Id(1), Key(1)]
    public required Revision Revision { get; init; }

    /// <summary>Whether <see cref="Revision"/> is still being sliced, and how it ended.</summary>
    [Id(2), Key(2)]
    public required RevisionOutcome Outcome { get; init; }

    /// <summary>The number of the last event announced; an event with a greater number than the next means that some were missed.</summary>
    [Id(3), Key(3)]
    public required long LastEvent { get; init; }

    /// <summary>The last request, in world coordinates; what is shown is each layer's <see cref="LayerState.LastResponse"/>.</summary>
    [Id(4), Key(4)]
    public required Dims Dims { get; init; }

    /// <summary>What the canvas shows; null asks for everything at the finest level.</summary>
    [Id(5), Key(5)]
    public FieldOfView? FieldOfView { get; init; }

    /// <summary>The layers, bottom first.</summary>
    [Id(6), Key(6)]
    public ImmutableArray<LayerState> Layers { get; init; } = [];

    /// <summary>
    /// The event with which the newest ended revision ended, a <see cref="SliceReady"/> or <see cref="SliceFailed"/>; null
    /// before the first. It belongs to an older revision while the outcome is pending.
    /// </summary>
    [Id(7), Key(7)]
    public ViewerEvent? LastEnd { get; init; }

    /// <summary>The viewers that it is linked with.</summary>
    [Id(8), Key(8)]
    public ImmutableArray<ViewerLink> Links { get; init; } = [];

    /// <summary>
    /// The newest revision of an earlier life that storage brought back. What was accepted after it was lost with its silo;
    /// who made it may make it again. Null for a viewer that was not brought back, and as soon as its Dims are changed anew.
    /// </summary>
    [Id(9), Key(9)]
    public Revision? RestoredFrom { get; init; }

    /// <summary>The same of the field of view: null as soon as that is changed anew.</summary>
    [Id(10), Key(10)]
    public Revision? RestoredViewFrom { get; init; }
}
