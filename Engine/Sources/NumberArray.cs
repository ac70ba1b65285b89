using System.Collections.Immutable;
using System.Globalization;
using Lamella.Contracts.Arrays;
using Lamella.Engine.Slicing.Slabs;

namespace Lamella.Engine.Sources;

/// <summary>A small array read whole: the rows of points, vectors or tracks that a <c>.npy</c> or Zarr array holds.</summary>
/// <param name="shape">Elements along each axis; rows first.</param>
/// <param name="dataType">The element type.</param>
/// <param name="bytes">The elements, C order, little-endian.</param>
internal sealed class NumberArray(ImmutableArray<int> shape, DataType dataType, byte[] bytes)
{
    /// <summary>Elements along each axis; rows first.</summary>
    public ImmutableArray<int> Shape { get; } = shape;

    /// <summary>The shape, for errors.</summary>
    public string ShapeText => Shape.IsEmpty ? "a single number" : string.Join(" × ", Shape);

    /// <summary>The names of axes that have none.</summary>
    /// <param name="ndim">How many.</param>
    public static ImmutableArray<string> AxisNames(int ndim) =>
        [.. Enumerable.Range(0, ndim).Select(axis => string.Create(CultureInfo.InvariantCulture, $"axis-{axis}"))];

    /// <summary>Some of the numbers of each row.</summary>
    /// <param name="first">The first of them, among all numbers of a row.</param>
    /// <param name="count">How many.</param>
    public CoordinateTable Columns(int first, int count)
    {
        var width = Shape.Skip(1).Aggregate(1, static (a, b) => a * b);
        return CoordinateTable.Create([.. Enumerable.Range(first, count).Select(column => Column(column, width))]);
    }

    private CoordinateColumn Column(int column, int width)
    {
        var rows = Shape[0];
        if (dataType == DataType.Float32)
        {
            var singles = new float[rows];
            for (var row = 0; row < rows; row++)
            {
                singles[row] = BitConverter.ToSingle(bytes, ((row * width) + column) * sizeof(float));
            }

            return new CoordinateColumn<float>(singles);
        }

        var values = new double[rows];
        for (var row = 0; row < rows; row++)
        {
            values[row] = Element(((row * width) + column) * dataType.ItemSize());
        }

        return new CoordinateColumn<double>(values);
    }

    private double Element(int offset) => dataType switch
    {
        DataType.Bool or DataType.UInt8 => bytes[offset],
        DataType.Int8 => (sbyte)bytes[offset],
        DataType.Int16 => BitConverter.ToInt16(bytes, offset),
        DataType.UInt16 => BitConverter.ToUInt16(bytes, offset),
        DataType.Int32 => BitConverter.ToInt32(bytes, offset),
        DataType.UInt32 => BitConverter.ToUInt32(bytes, offset),
        DataType.Int64 => BitConverter.ToInt64(bytes, offset),
        DataType.UInt64 => BitConverter.ToUInt64(bytes, offset),
        DataType.Float16 => (double)BitConverter.ToHalf(bytes, offset),
        _ => BitConverter.ToDouble(bytes, offset),
    };
}
