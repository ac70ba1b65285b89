using System.Collections.Immutable;
using Lamella.Contracts.Geometry;

namespace Lamella.Engine.Slicing.Surface;

/// <summary>What came out of slicing a surface layer. Immutable.</summary>
public sealed class SurfaceSlice
{
    /// <summary>What was asked for.</summary>
    public required SurfaceSliceRequest Request { get; init; }

    /// <summary>Which vertices of the mesh are in the slice, ascending.</summary>
    public required ImmutableArray<int> Indices { get; init; }

    /// <summary>
    /// Data coordinates of the vertices: vertex after vertex, the displayed axes in display order. Where nothing is sliced,
    /// napari leaves the axes in the data's order, and so does this; <see cref="SliceToWorld"/> takes account of it.
    /// </summary>
    public required ImmutableArray<double> Vertices { get; init; }

    /// <summary>The faces whose corners are all in the slice, as numbers of the mesh's faces, ascending.</summary>
    public required ImmutableArray<int> FaceIndices { get; init; }

    /// <summary>Three numbers a face, of entries of <see cref="Indices"/>.</summary>
    public required ImmutableArray<int> Faces { get; init; }

    /// <summary>The value of each vertex of the slice.</summary>
    public required ImmutableArray<double> Values { get; init; }

    /// <summary><see cref="Vertices"/> to world coordinates on the displayed axes, in display order (SLICING T12).</summary>
    public required AffineTransform SliceToWorld { get; init; }

    /// <summary>Whether the point lies beyond the values, or an extra axis is displayed (U2).</summary>
    public bool IsEmpty => Request.FirstValue is null;

    /// <summary>What could not be honoured (S8, U2).</summary>
    public ImmutableArray<SliceWarning> Warnings => Request.Warnings;
}
