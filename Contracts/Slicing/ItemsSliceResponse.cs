using System.Collections.Immutable;
using Lamella.Contracts.Geometry;
using MessagePack;

namespace Lamella.Contracts.Slicing;

/// <summary>
/// A slice of a layer of items: points, vectors, shapes, tracks or the vertices of a surface. Its bytes are a few arrays
/// one after the other; only what can be drawn is among them.
/// </summary>
[GenerateSerializer, Immutable]
[Alias("lamella.items-slice-response")]
public abstract record ItemsSliceResponse : LayerSliceResponse
{
    /// <summary>Number of items.</summary>
    [Id(0), Key(8)]
    public required int Count { get; init; }

    /// <summary>The arrays.</summary>
    [Id(1), Key(9)]
    public required ImmutableArray<SliceColumn> Columns { get; init; }

    /// <summary>The positions to world coordinates on the displayed axes, in displayed order (SLICING T12).</summary>
    [Id(2), Key(10)]
    public required AffineTransform SliceToWorld { get; init; }

    /// <summary>The array of a name; null where the slice has none of it.</summary>
    /// <param name="name">Such as <c>position</c>.</param>
    public SliceColumn? Find(string name) => Columns.FirstOrDefault(column => column.Name == name);
}
