using Lamella.Contracts.Errors;
using Lamella.Engine.Slicing.Slabs;
using Lamella.Engine.Slicing.Surface;

namespace Lamella.Engine.Sources.Meshes;

/// <summary>Collects the vertices and faces of a mesh file. Coordinates keep the file's order: x, y, z become axes 0, 1, 2.</summary>
/// <param name="file">The file, for errors.</param>
/// <param name="limits">Bounds on vertices and faces.</param>
internal sealed class MeshBuilder(string file, SourceLimits limits)
{
    private readonly List<double>[] _coordinates = [[], [], []];
    private readonly List<double> _values = [];
    private readonly List<int> _faces = [];
    private (long Vertex, string Unit, long Number) _highest = (-1, string.Empty, 0);

    /// <summary>Number of vertices so far.</summary>
    public int VertexCount => _coordinates[0].Count;

    /// <summary>Adds a vertex.</summary>
    /// <param name="x">First coordinate.</param>
    /// <param name="y">Second coordinate.</param>
    /// <param name="z">Third coordinate.</param>
    /// <returns>Its number.</returns>
    public int AddVertex(double x, double y, double z)
    {
        EnsureRoom(VertexCount + 1L, "vertices");
        _coordinates[0].Add(x);
        _coordinates[1].Add(y);
        _coordinates[2].Add(z);
        return VertexCount - 1;
    }

    /// <summary>Gives the last vertex a value.</summary>
    /// <param name="value">The value.</param>
    public void AddValue(double value) => _values.Add(value);

    /// <summary>Adds a polygon, as a fan of triangles around its first corner.</summary>
    /// <param name="corners">Vertex numbers, three or more.</param>
    /// <param name="unit">In what the file is counted, such as <c>line</c>.</param>
    /// <param name="number">Where the face stands, in that unit.</param>
    /// <exception cref="LamellaException">
    /// <see cref="LamellaErrorCode.InvalidMetadata"/>: too few corners, or a number below 0. <see cref="LamellaErrorCode.LimitExceeded"/>.
    /// </exception>
    public void AddFace(ReadOnlySpan<long> corners, string unit, long number)
    {
        if (corners.Length < 3)
        {
            throw SourceErrors.Invalid(file, $"{unit} {number}: a face of {corners.Length} corners; it needs three or more.", "3 or more", $"{corners.Length}");
        }

        foreach (var corner in corners)
        {
            if (corner is < 0 or > int.MaxValue)
            {
                throw SourceErrors.Invalid(file, $"{unit} {number}: there is no vertex {corner}.", "the number of a vertex", $"{corner}");
            }

            _highest = corner > _highest.Vertex ? (corner, unit, number) : _highest;
        }

        EnsureRoom((_faces.Count / 3) + corners.Length - 2L, "faces");
        for (var i = 2; i < corners.Length; i++)
        {
            _faces.Add((int)corners[0]);
            _faces.Add((int)corners[i - 1]);
            _faces.Add((int)corners[i]);
        }
    }

    /// <summary>Refuses more vertices or faces than allowed, before anything is allocated for them.</summary>
    /// <param name="count">How many there would be.</param>
    /// <param name="what">Of what.</param>
    /// <exception cref="LamellaException"><see cref="LamellaErrorCode.LimitExceeded"/>.</exception>
    public void EnsureRoom(long count, string what)
    {
        if (count > limits.MaxRows)
        {
            throw SourceErrors.TooMuch(file, what, limits.MaxRows, count);
        }
    }

    /// <summary>The mesh.</summary>
    /// <exception cref="LamellaException"><see cref="LamellaErrorCode.InvalidMetadata"/>: a face names a vertex that is not there.</exception>
    public SurfaceLayerData Build() => _highest.Vertex < VertexCount
        ? new SurfaceLayerData(
            CoordinateTable.FromColumns([.. _coordinates.Select(static axis => axis.ToArray())]),
            [.. _faces],
            _values.Count == VertexCount && _values.Count > 0 ? [.. _values] : null)
        : throw SourceErrors.Invalid(
            file,
            $"{_highest.Unit} {_highest.Number}: the face names vertex {_highest.Vertex}, counted from 0, and the mesh has {VertexCount}.",
            $"0 … {VertexCount - 1}",
            $"{_highest.Vertex}");
}
