using System.Collections.Immutable;
using Lamella.Contracts.Geometry;

namespace Lamella.Engine.Slicing.Shapes;

/// <summary>What came out of slicing a shapes layer: one entry for each shape that is shown, by ascending index. Immutable.</summary>
public sealed class ShapesSlice
{
    /// <summary>What was asked for.</summary>
    public required ShapesSliceRequest Request { get; init; }

    /// <summary>Which shapes; all where nothing is sliced (SLICING H1).</summary>
    public required ImmutableArray<int> Indices { get; init; }

    /// <summary>First of each shape's vertices in <see cref="Vertices"/>, and at the end their number.</summary>
    public required ImmutableArray<int> FirstVertex { get; init; }

    /// <summary>Data coordinates on the displayed axes, in display order: vertex after vertex, shape after shape.</summary>
    public required ImmutableArray<double> Vertices { get; init; }

    /// <summary>Data to world coordinates, both on the displayed axes, in display order (T12).</summary>
    public required AffineTransform SliceToWorld { get; init; }

    /// <summary>Number of shapes.</summary>
    public int Count => Indices.Length;

    /// <summary>What could not be honoured (S8).</summary>
    public ImmutableArray<SliceWarning> Warnings => Request.Input.Warnings;
}
