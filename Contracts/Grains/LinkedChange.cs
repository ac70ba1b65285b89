using System.Collections.Immutable;
using Lamella.Contracts.Slicing;
using Lamella.Contracts.Viewers;

namespace Lamella.Contracts.Grains;

/// <summary>A change of one viewer that those linked with it follow. It has one part only.</summary>
[GenerateSerializer, Immutable]
[Alias("lamella.linked-change")]
public sealed record LinkedChange
{
    /// <summary>When it was made: whoever knows a later one follows no more, and passes it on no more.</summary>
    [Id(0)]
    public required LinkedStamp Stamp { get; init; }

    /// <summary>Which part changed.</summary>
    [Id(1)]
    public required LinkedParts Part { get; init; }

    /// <summary>The point, world coordinates, one number an axis; where the part is the point.</summary>
    [Id(2)]
    public ImmutableArray<double> Point { get; init; } = [];

    /// <summary>What the canvas shows; where the part is the zoom.</summary>
    [Id(3)]
    public FieldOfView? FieldOfView { get; init; }

    /// <summary>The axes that it displays, counted from the last (-1), in displayed order.</summary>
    [Id(4)]
    public ImmutableArray<int> Displayed { get; init; } = [];

    /// <summary>All layers, bottom first; where the part is the layers.</summary>
    [Id(5)]
    public ImmutableArray<StoredLayer> Layers { get; init; } = [];
}
