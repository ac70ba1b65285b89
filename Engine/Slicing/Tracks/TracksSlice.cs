using System.Collections.Immutable;
using Lamella.Contracts.Geometry;

namespace Lamella.Engine.Slicing.Tracks;

/// <summary>What came out of slicing a tracks layer: every vertex, whatever the point (SLICING K1). Immutable.</summary>
public sealed class TracksSlice
{
    /// <summary>What was asked for.</summary>
    public required TracksSliceRequest Request { get; init; }

    /// <summary>Data coordinates on the displayed axes, in display order: vertex after vertex.</summary>
    public required ImmutableArray<double> Positions { get; init; }

    /// <summary>The data point's time, not rounded; NaN where time is displayed.</summary>
    public required double CurrentTime { get; init; }

    /// <summary>How opaque each vertex is at the current time, 0 … 1, by tail and head.</summary>
    public required ImmutableArray<double> Alphas { get; init; }

    /// <summary>Whether a line goes from each vertex to the next one.</summary>
    public required ImmutableArray<bool> Connected { get; init; }

    /// <summary>Two vertices for each link of the graph: the last of the parent, the first of the track that comes from it.</summary>
    public required ImmutableArray<int> GraphVertices { get; init; }

    /// <summary>Data to world coordinates, both on the displayed axes, in display order (T12).</summary>
    public required AffineTransform SliceToWorld { get; init; }

    /// <summary>Number of vertices.</summary>
    public int Count => Connected.Length;

    /// <summary>What could not be honoured (S8).</summary>
    public ImmutableArray<SliceWarning> Warnings => Request.Input.Warnings;
}
