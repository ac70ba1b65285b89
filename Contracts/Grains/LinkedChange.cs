using System.Collections.Immutable;
using Lamella.Contracts.Slicing;
using Lamella.Contracts.Viewers;
using MessagePack;

namespace Lamella.Contracts.Grains;

/// <summary>
/// How one part of a viewer stands, for those linked with it to follow. It may be told again, late and out of order: whoever
/// knows better stays as it is.
/// </summary>
[GenerateSerializer, Immutable, MessagePackObject]
[Alias("lamella.linked-change")]
public sealed record LinkedChange
{
    /// <summary>When the part was changed last: whoever knows a later change follows no more, and passes it on no more.</summary>
    [Id(0), Key(0)]
    public required LinkedStamp Stamp { get; init; }

    /// <summary>Which part; one only.</summary>
    [Id(1), Key(1)]
    public required LinkedParts Part { get; init; }

    /// <summary>The point, world coordinates, one number an axis; where the part is the point.</summary>
    [Id(2), Key(2)]
    public ImmutableArray<double> Point { get; init; } = [];

    /// <summary>What the canvas shows; where the part is the zoom.</summary>
    [Id(3), Key(3)]
    public FieldOfView? FieldOfView { get; init; }

    /// <summary>The axes that it displays, counted from the last (-1), in displayed order.</summary>
    [Id(4), Key(4)]
    public ImmutableArray<int> Displayed { get; init; } = [];

    /// <summary>All layers, bottom first; where the part is the layers.</summary>
    [Id(5), Key(5)]
    public ImmutableArray<StoredLayer> Layers { get; init; } = [];

    /// <summary>When each of the layers was changed and moved, and which were removed of late.</summary>
    [Id(6), Key(6)]
    public ImmutableArray<LayerStamp> LayerStamps { get; init; } = [];

    /// <summary>The viewer that tells this.</summary>
    [Id(7), Key(7)]
    public ViewerId From { get; init; }

    /// <summary>Whether it asks for the part in turn where the other knows better: it has come back, and may have missed changes.</summary>
    [Id(8), Key(8)]
    public bool Asks { get; init; }

    /// <summary>Whether the other takes all of it over, later changes of its own or not: so a link begins.</summary>
    [Id(9), Key(9)]
    public bool TakesOver { get; init; }
}
