using System.Collections.Immutable;
using Lamella.Contracts.Errors;
using Lamella.Contracts.Geometry;
using Lamella.Engine.Slicing.Slabs;

namespace Lamella.Engine.Slicing.Surface;

/// <summary>
/// The mesh of one surface layer: vertices, triangles, and a value at each vertex, which may have more axes than the
/// vertices, such as time; those come first among the layer's axes. Immutable; safe for concurrent use.
/// </summary>
public sealed class SurfaceLayerData
{
    /// <summary>Takes a mesh.</summary>
    /// <param name="vertices">Where the vertices are, in data coordinates.</param>
    /// <param name="faces">Three vertex numbers a triangle; nobody writes to it any more.</param>
    /// <param name="values">One value a vertex, for each element of <paramref name="extraShape"/>; default ones, as napari has it.</param>
    /// <param name="extraShape">Lengths of the values' axes before that of the vertices; default none.</param>
    /// <exception cref="LamellaException">
    /// <see cref="LamellaErrorCode.InvalidArgument"/>: a face names a vertex that is not there, or there are not as many
    /// values as vertices.
    /// </exception>
    public SurfaceLayerData(
        CoordinateTable vertices, int[] faces, double[]? values = null, ImmutableArray<int> extraShape = default)
    {
        Vertices = vertices;
        Faces = ImmutableArray.Create(faces);
        ExtraShape = extraShape.IsDefault ? [] : extraShape;
        Values = ImmutableArray.Create(values ?? SlabWeights.Ones(checked(vertices.Count * ExtraShape.Aggregate(1, static (a, b) => checked(a * b)))));
        Check(faces);
    }

    /// <summary>Where the vertices are, in data coordinates.</summary>
    public CoordinateTable Vertices { get; }

    /// <summary>Three vertex numbers a triangle.</summary>
    public ImmutableArray<int> Faces { get; }

    /// <summary>The values: an array of <see cref="ExtraShape"/> and the number of vertices, C order.</summary>
    public ImmutableArray<double> Values { get; }

    /// <summary>Lengths of the values' axes before that of the vertices.</summary>
    public ImmutableArray<int> ExtraShape { get; }

    /// <summary>Number of the layer's axes: the extra ones, then the vertices'.</summary>
    public int Ndim => ExtraShape.Length + Vertices.Ndim;

    /// <summary>How far the layer reaches in the world (SLICING T9, T10); NaN where it is empty.</summary>
    /// <param name="dataToWorld">The layer's transform.</param>
    public WorldExtent Extent(AffineTransform dataToWorld)
    {
        (double Min, double Max)[] ranges =
        [
            .. ExtraShape.Select(static length => (0.0, length - 1.0)),
            .. Vertices.Columns.Select(static column => column.FiniteRange),
        ];
        return dataToWorld.ExtentOf([.. ranges.Select(static range => range.Min)], [.. ranges.Select(static range => range.Max)]);
    }

    private void Check(int[] faces)
    {
        var wrong = Array.FindIndex(faces, vertex => (uint)vertex >= (uint)Vertices.Count);
        if (wrong >= 0)
        {
            throw new LamellaException(
                LamellaErrorCode.InvalidArgument,
                $"Face {wrong / 3} names vertex {faces[wrong]}, and the mesh has {Vertices.Count} vertices, numbered from 0.",
                expected: $"0 … {Vertices.Count - 1}",
                got: $"{faces[wrong]}");
        }

        var expected = ExtraShape.Aggregate((long)Vertices.Count, static (a, b) => a * b);
        if (faces.Length % 3 != 0 || Values.Length != expected)
        {
            throw new LamellaException(
                LamellaErrorCode.InvalidArgument,
                $"{Values.Length} values and {faces.Length} corners do not go with {Vertices.Count} vertices; there is one value a vertex, and three corners a face.",
                expected: $"{expected} values",
                got: $"{Values.Length} values");
        }
    }
}
