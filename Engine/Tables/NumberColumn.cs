using System.Globalization;
using Lamella.Engine.Slicing.Slabs;

namespace Lamella.Engine.Tables;

/// <summary>A column of numbers; an empty cell is NaN.</summary>
/// <param name="name">Its name, as in the file.</param>
/// <param name="values">The numbers.</param>
public sealed class NumberColumn(string name, CoordinateColumn values) : TableColumn(name)
{
    /// <summary>The numbers.</summary>
    public CoordinateColumn Values { get; } = values;

    /// <inheritdoc/>
    public override int Length => Values.Length;

    /// <summary>Takes 64-bit numbers.</summary>
    /// <param name="name">The column's name.</param>
    /// <param name="values">The numbers; nobody writes to them any more.</param>
    public static NumberColumn Of(string name, double[] values) => new(name, new CoordinateColumn<double>(values));

    /// <summary>Takes 32-bit numbers.</summary>
    /// <param name="name">The column's name.</param>
    /// <param name="values">The numbers; nobody writes to them any more.</param>
    public static NumberColumn Of(string name, float[] values) => new(name, new CoordinateColumn<float>(values));

    /// <inheritdoc/>
    public override string Text(int row) => Values.DataType == Contracts.Arrays.DataType.Float32
        ? ((float)Values[row]).ToString(CultureInfo.InvariantCulture)
        : Values[row].ToString(CultureInfo.InvariantCulture);
}
