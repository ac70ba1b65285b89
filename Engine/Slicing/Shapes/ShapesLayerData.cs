using System.Collections.Immutable;
using Lamella.Contracts.Errors;
using Lamella.Contracts.Geometry;
using Lamella.Engine.Tables;

namespace Lamella.Engine.Slicing.Shapes;

/// <summary>The shapes of one layer, and what is known of each. Immutable; safe for concurrent use.</summary>
public sealed class ShapesLayerData
{
    private readonly (double Min, double Max)[] _keys;

    /// <summary>Takes shapes.</summary>
    /// <param name="shapes">The shapes, all of one number of axes.</param>
    /// <param name="ndim">Number of axes; counts where there is no shape.</param>
    /// <param name="features">What is known of each, one row a shape; default nothing.</param>
    /// <exception cref="LamellaException">
    /// <see cref="LamellaErrorCode.InvalidArgument"/>: a shape of other axes, or not as many rows of features as shapes.
    /// </exception>
    public ShapesLayerData(ImmutableArray<Shape> shapes, int ndim, Table? features = null)
    {
        Shapes = shapes;
        Ndim = ndim;
        Features = features ?? Table.Empty(shapes.Length);
        for (var i = 0; i < shapes.Length; i++)
        {
            if (shapes[i].Ndim != ndim)
            {
                throw Mismatch($"Shape {i} has {shapes[i].Ndim} axes, the layer has {ndim}.", ndim, shapes[i].Ndim);
            }
        }

        if (Features.Count != shapes.Length)
        {
            throw Mismatch($"{Features.Count} rows of features do not go with {shapes.Length} shapes.", shapes.Length, Features.Count);
        }

        _keys = [.. shapes.SelectMany(shape => Enumerable.Range(0, ndim).Select(shape.SliceKey))];
    }

    /// <summary>The shapes.</summary>
    public ImmutableArray<Shape> Shapes { get; }

    /// <summary>Number of axes.</summary>
    public int Ndim { get; }

    /// <summary>What is known of each shape.</summary>
    public Table Features { get; }

    /// <summary>The whole data units among which a shape lies on an axis (SLICING H1); worked out once.</summary>
    /// <param name="shape">The shape's number.</param>
    /// <param name="axis">The axis.</param>
    public (double Min, double Max) SliceKey(int shape, int axis) => _keys[(shape * Ndim) + axis];

    /// <summary>How far the vertices reach in the world (T9, T10); NaN where there are none.</summary>
    /// <param name="dataToWorld">The layer's transform.</param>
    public WorldExtent Extent(AffineTransform dataToWorld)
    {
        var (low, high) = (new double[Ndim], new double[Ndim]);
        for (var axis = 0; axis < Ndim; axis++)
        {
            double[] finite =
            [
                .. Shapes.SelectMany(shape => Enumerable.Range(0, shape.Count).Select(vertex => shape[vertex, axis])).Where(double.IsFinite),
            ];
            (low[axis], high[axis]) = finite.Length == 0 ? (double.NaN, double.NaN) : (finite.Min(), finite.Max());
        }

        return dataToWorld.ExtentOf(low, high);
    }

    private static LamellaException Mismatch(string message, int expected, int got) =>
        new(LamellaErrorCode.InvalidArgument, message, expected: $"{expected}", got: $"{got}");
}
