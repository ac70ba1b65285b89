using System.Collections.Immutable;
using Lamella.Contracts.Errors;
using Lamella.Contracts.Geometry;
using Lamella.Engine.Arrays.Formats.Zarr.Metadata;

namespace Lamella.Engine.Arrays.Formats.OmeZarr;

/// <summary>
/// Reads coordinate transformations as homogeneous matrices (OME-NGFF 0.4, "coordinateTransformations"; 0.6, "transformations").
/// What is not affine, or lies in a file of its own, is left out with a warning.
/// </summary>
/// <param name="rank">Number of axes.</param>
/// <param name="warnings">Receives what was left out.</param>
internal sealed class TransformationReader(int rank, List<string> warnings)
{
    /// <summary>The matrix that changes nothing.</summary>
    public static double[,] Identity(int rank)
    {
        var matrix = new double[rank + 1, rank + 1];
        for (var index = 0; index <= rank; index++)
        {
            matrix[index, index] = 1;
        }

        return matrix;
    }

    /// <summary>The product: the right one is applied first.</summary>
    public static double[,] Multiply(double[,] left, double[,] right)
    {
        var size = left.GetLength(0);
        var product = new double[size, size];
        for (var row = 0; row < size; row++)
        {
            for (var column = 0; column < size; column++)
            {
                for (var index = 0; index < size; index++)
                {
                    product[row, column] += left[row, index] * right[index, column];
                }
            }
        }

        return product;
    }

    /// <summary>The transform of a matrix.</summary>
    public AffineTransform ToAffine(double[,] matrix) => new(rank, [.. matrix.Cast<double>()]);

    /// <summary>Reads one transformation.</summary>
    /// <exception cref="LamellaException"><see cref="LamellaErrorCode.InvalidMetadata"/>: of another number of axes.</exception>
    public double[,] Read(MetadataElement transformation)
    {
        var type = transformation.Get("type").AsString();
        switch (type)
        {
            case "identity":
                return Identity(rank);
            case "scale" when transformation.TryGet("scale", out var scale):
                return Scale(scale);
            case "translation" when transformation.TryGet("translation", out var translation):
                return Translation(Vector(translation));
            case "affine" when transformation.TryGet("affine", out var affine):
                return Rows(affine, rank + 1);
            case "rotation" when transformation.TryGet("rotation", out var rotation):
                return Rows(rotation, rank);
            case "mapAxis" when transformation.TryGet("mapAxis", out var map) && map.IsArray:
                return MapAxis(map);
            case "sequence":
                return transformation.Get("transformations").Items()
                    .Aggregate(Identity(rank), (before, item) => Multiply(Read(item), before));
            default:
                warnings.Add($"a transformation is left out: '{type}' {(transformation.TryGet("path", out _) ? "in a file of its own" : "is not affine and")} is not supported.");
                return Identity(rank);
        }
    }

    private double[,] Scale(MetadataElement element)
    {
        var matrix = Identity(rank);
        var factors = Vector(element);
        for (var axis = 0; axis < rank; axis++)
        {
            if (factors[axis] == 0)
            {
                warnings.Add($"axis {axis} has a scale of 0, which cannot be undone; 1 is used.");
            }

            matrix[axis, axis] = factors[axis] == 0 ? 1 : factors[axis];
        }

        return matrix;
    }

    private double[,] Translation(ImmutableArray<double> offsets)
    {
        var matrix = Identity(rank);
        for (var axis = 0; axis < rank; axis++)
        {
            matrix[axis, rank] = offsets[axis];
        }

        return matrix;
    }

    private double[,] Rows(MetadataElement element, int columns)
    {
        var matrix = Identity(rank);
        var rows = element.Items();
        if (rows.Length != rank)
        {
            throw element.Invalid($"{rank} rows, one for each axis");
        }

        for (var row = 0; row < rank; row++)
        {
            var values = rows[row].AsDoubles();
            if (values.Length != columns)
            {
                throw rows[row].Invalid($"{columns} numbers");
            }

            for (var column = 0; column < columns; column++)
            {
                matrix[row, column] = values[column];
            }
        }

        return matrix;
    }

    private double[,] MapAxis(MetadataElement map)
    {
        ImmutableArray<int> axes = [.. map.Items().Select(item => item.AsInt(0, rank - 1))];
        if (axes.Length != rank || axes.Distinct().Count() != rank)
        {
            throw map.Invalid($"a permutation of the {rank} axes");
        }

        var matrix = new double[rank + 1, rank + 1];
        matrix[rank, rank] = 1;
        for (var axis = 0; axis < rank; axis++)
        {
            matrix[axis, axes[axis]] = 1;
        }

        return matrix;
    }

    private ImmutableArray<double> Vector(MetadataElement element)
    {
        var values = element.AsDoubles();
        return values.Length == rank ? values : throw element.Invalid($"{rank} numbers, one for each axis");
    }
}
