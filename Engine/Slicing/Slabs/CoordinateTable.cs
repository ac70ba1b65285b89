using System.Collections.Immutable;
using Lamella.Contracts.Errors;
using Lamella.Contracts.Geometry;

namespace Lamella.Engine.Slicing.Slabs;

/// <summary>
/// n-D data coordinates of many items, such as points, kept one axis after the other, so that a filter on one axis reads
/// that axis alone. Axes are slowest first. Immutable; safe for concurrent use.
/// </summary>
public sealed class CoordinateTable
{
    private CoordinateTable(ImmutableArray<CoordinateColumn> columns, int count)
    {
        Columns = columns;
        Count = count;
    }

    /// <summary>The axes.</summary>
    public ImmutableArray<CoordinateColumn> Columns { get; }

    /// <summary>Number of items.</summary>
    public int Count { get; }

    /// <summary>Number of axes.</summary>
    public int Ndim => Columns.Length;

    /// <summary>Bytes of all coordinates.</summary>
    public long ByteLength => Columns.Sum(column => (long)column.Length * (column.DataType == Contracts.Arrays.DataType.Float32 ? sizeof(float) : sizeof(double)));

    /// <summary>Takes 64-bit columns.</summary>
    /// <param name="columns">One array an axis, all of one length, slowest axis first; nobody writes to them any more.</param>
    /// <exception cref="LamellaException"><see cref="LamellaErrorCode.InvalidArgument"/>: none, or of different lengths.</exception>
    public static CoordinateTable FromColumns(params double[][] columns) =>
        Create([.. columns.Select(static column => (CoordinateColumn)new CoordinateColumn<double>(column))]);

    /// <summary>Takes 32-bit columns.</summary>
    /// <param name="columns">One array an axis, all of one length, slowest axis first; nobody writes to them any more.</param>
    /// <exception cref="LamellaException"><see cref="LamellaErrorCode.InvalidArgument"/>: none, or of different lengths.</exception>
    public static CoordinateTable FromColumns(params float[][] columns) =>
        Create([.. columns.Select(static column => (CoordinateColumn)new CoordinateColumn<float>(column))]);

    /// <summary>Takes columns of any kind.</summary>
    /// <param name="columns">At least one, all of one length, slowest axis first.</param>
    /// <exception cref="LamellaException"><see cref="LamellaErrorCode.InvalidArgument"/>: none, or of different lengths.</exception>
    public static CoordinateTable Create(ImmutableArray<CoordinateColumn> columns)
    {
        if (columns.IsDefaultOrEmpty)
        {
            throw new LamellaException(
                LamellaErrorCode.InvalidArgument, "Coordinates have at least one axis; name the columns that hold them.", expected: "1 or more axes", got: "0");
        }

        var count = columns[0].Length;
        var odd = columns.FirstOrDefault(column => column.Length != count);
        return odd is null
            ? new CoordinateTable(columns, count)
            : throw new LamellaException(
                LamellaErrorCode.InvalidArgument,
                $"The axes of one table have as many coordinates each, not {count} and {odd.Length}.",
                expected: $"{count}",
                got: $"{odd.Length}");
    }

    /// <summary>Copies rows of 64-bit numbers.</summary>
    /// <param name="rows">Item after item, <paramref name="ndim"/> numbers each.</param>
    /// <param name="ndim">Number of axes, at least one.</param>
    public static CoordinateTable FromRows(ReadOnlySpan<double> rows, int ndim)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(ndim, 1);
        var columns = new double[ndim][];
        for (var axis = 0; axis < ndim; axis++)
        {
            columns[axis] = new double[rows.Length / ndim];
            for (var row = 0; row < columns[axis].Length; row++)
            {
                columns[axis][row] = rows[(row * ndim) + axis];
            }
        }

        return FromColumns(columns);
    }

    /// <summary>The coordinate of an item.</summary>
    /// <param name="row">The item.</param>
    /// <param name="axis">The axis.</param>
    public double this[int row, int axis] => Columns[axis][row];

    /// <summary>
    /// How far the items reach in the world: the box of their finite coordinates, with the transform's step (SLICING T9).
    /// NaN along axes that hold none, which a viewer takes for an empty layer (T10).
    /// </summary>
    /// <param name="dataToWorld">The layer's transform.</param>
    public WorldExtent Extent(AffineTransform dataToWorld)
    {
        (double Min, double Max)[] ranges = [.. Columns.Select(static column => column.FiniteRange)];
        return dataToWorld.ExtentOf([.. ranges.Select(static range => range.Min)], [.. ranges.Select(static range => range.Max)]);
    }

    /// <summary>Copies coordinates of some items.</summary>
    /// <param name="rows">The items.</param>
    /// <param name="axes">The axes, in the order wanted.</param>
    /// <returns>Item after item, one number for each of <paramref name="axes"/>.</returns>
    internal double[] Gather(ReadOnlySpan<int> rows, ImmutableArray<int> axes)
    {
        var gathered = new double[rows.Length * axes.Length];
        for (var i = 0; i < axes.Length && rows.Length > 0; i++)
        {
            Columns[axes[i]].Gather(rows, gathered.AsSpan(i), axes.Length);
        }

        return gathered;
    }
}
