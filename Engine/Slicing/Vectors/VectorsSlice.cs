using System.Collections.Immutable;
using Lamella.Contracts.Geometry;

namespace Lamella.Engine.Slicing.Vectors;

/// <summary>What came out of slicing a vectors layer: one entry for each vector that is shown, by ascending index. Immutable.</summary>
public sealed class VectorsSlice
{
    /// <summary>What was asked for.</summary>
    public required VectorsSliceRequest Request { get; init; }

    /// <summary>Which vectors; all where nothing is sliced (SLICING V1).</summary>
    public required ImmutableArray<int> Indices { get; init; }

    /// <summary>Data coordinates of the starts on the displayed axes, in display order: vector after vector.</summary>
    public required ImmutableArray<double> Starts { get; init; }

    /// <summary>The directions on the displayed axes, in display order, at a length of 1: vector after vector.</summary>
    public required ImmutableArray<double> Directions { get; init; }

    /// <summary>How opaque each vector is, 0 … 1.</summary>
    public required ImmutableArray<double> Alphas { get; init; }

    /// <summary>Data to world coordinates, both on the displayed axes, in display order (T12).</summary>
    public required AffineTransform SliceToWorld { get; init; }

    /// <summary>Number of vectors.</summary>
    public int Count => Indices.Length;

    /// <summary>What could not be honoured (S8).</summary>
    public ImmutableArray<SliceWarning> Warnings => Request.Input.Warnings;
}
