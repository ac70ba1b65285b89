using System.Collections.Immutable;
using Lamella.Contracts.Errors;
using Lamella.Contracts.Layers;

namespace Lamella.Engine.Slicing.Shapes;

/// <summary>One shape: its kind and its vertices in data coordinates. Immutable.</summary>
public sealed class Shape
{
    private const int Corners = 4;

    /// <summary>Takes a shape. Two vertices of a 2-D rectangle are opposite corners, of a 2-D ellipse centre and radii, as in napari.</summary>
    /// <param name="type">Its kind.</param>
    /// <param name="vertices">Vertex after vertex, <paramref name="ndim"/> coordinates each.</param>
    /// <param name="ndim">Number of axes, at least two.</param>
    /// <param name="zIndex">Shapes of a higher index lie on top.</param>
    /// <exception cref="LamellaException">
    /// <see cref="LamellaErrorCode.InvalidArgument"/>: too few or too many vertices for its kind, or an axis is missing.
    /// </exception>
    public Shape(ShapeType type, ImmutableArray<double> vertices, int ndim, int zIndex = 0)
    {
        if (ndim < 2 || vertices.Length % ndim != 0)
        {
            throw Invalid(
                $"{vertices.Length} coordinates are no vertices of {ndim} axes; shapes have two axes or more.", "a multiple of the axes", $"{vertices.Length}");
        }

        var count = vertices.Length / ndim;
        Type = type;
        Ndim = ndim;
        ZIndex = zIndex;
        Vertices = count == 2 && ndim == 2 ? Expand(type, vertices) : vertices;
        var (least, most) = Limits(type);
        if (Count < least || Count > most)
        {
            throw Invalid(
                $"A {Name(type)} has {(least == most ? $"{least}" : $"{least} or more")} vertices, not {count}.",
                least == most ? $"{least}" : $"{least} or more",
                $"{count}");
        }
    }

    /// <summary>Its kind.</summary>
    public ShapeType Type { get; }

    /// <summary>Vertex after vertex, <see cref="Ndim"/> data coordinates each.</summary>
    public ImmutableArray<double> Vertices { get; }

    /// <summary>Number of axes.</summary>
    public int Ndim { get; }

    /// <summary>Shapes of a higher index lie on top; of equal ones, the later one.</summary>
    public int ZIndex { get; }

    /// <summary>Number of vertices.</summary>
    public int Count => Vertices.Length / Ndim;

    /// <summary>Whether it has an inside.</summary>
    public bool IsClosed => Type is ShapeType.Rectangle or ShapeType.Ellipse or ShapeType.Polygon;

    /// <summary>The coordinate of a vertex.</summary>
    /// <param name="vertex">The vertex.</param>
    /// <param name="axis">The axis.</param>
    public double this[int vertex, int axis] => Vertices[(vertex * Ndim) + axis];

    /// <summary>
    /// The whole data units among which a shape lies on an axis: its lowest and highest coordinate, rounded half to even, but
    /// truncated for rectangles (SLICING H1). NaN where a coordinate is.
    /// </summary>
    /// <param name="axis">The axis.</param>
    public (double Min, double Max) SliceKey(int axis)
    {
        var (min, max) = (double.PositiveInfinity, double.NegativeInfinity);
        for (var vertex = 0; vertex < Count; vertex++)
        {
            min = Math.Min(min, this[vertex, axis]);
            max = Math.Max(max, this[vertex, axis]);
        }

        return Type == ShapeType.Rectangle
            ? (Math.Truncate(min), Math.Truncate(max))
            : (Math.Round(min, MidpointRounding.ToEven), Math.Round(max, MidpointRounding.ToEven));
    }

    private static (int Least, int Most) Limits(ShapeType type) => type switch
    {
        ShapeType.Rectangle or ShapeType.Ellipse => (Corners, Corners),
        ShapeType.Line => (2, 2),
        ShapeType.Polygon => (3, int.MaxValue),
        _ => (2, int.MaxValue),
    };

    private static ImmutableArray<double> Expand(ShapeType type, ImmutableArray<double> v) => type switch
    {
        ShapeType.Rectangle => Box(Math.Min(v[0], v[2]), Math.Min(v[1], v[3]), Math.Max(v[0], v[2]), Math.Max(v[1], v[3])),
        ShapeType.Ellipse => Box(v[0] - v[2], v[1] - v[3], v[0] + v[2], v[1] + v[3]),
        _ => v,
    };

    private static ImmutableArray<double> Box(double top, double left, double bottom, double right) =>
        [top, left, top, right, bottom, right, bottom, left];

    private static string Name(ShapeType type) => type switch
    {
        ShapeType.Rectangle => "rectangle",
        ShapeType.Ellipse => "ellipse",
        ShapeType.Polygon => "polygon",
        ShapeType.Path => "path",
        _ => "line",
    };

    private static LamellaException Invalid(string message, string expected, string got) =>
        new(LamellaErrorCode.InvalidArgument, message, expected: expected, got: got);
}
