using CsCheck;
using Lamella.Engine.Slicing.Slabs;

namespace Lamella.Engine.Tests.Slicing.Slabs;

/// <summary>Random tables with duplicates, NaN and infinities, and random slabs of them.</summary>
internal static class RandomTable
{
    private static readonly Gen<double> Coordinate = Gen.Frequency(
        (6, Gen.Int[-6, 6].Select(static i => i / 2.0)),
        (6, Gen.Double[-4, 4]),
        (1, Gen.OneOf(double.NaN, double.PositiveInfinity, double.NegativeInfinity, -0.0, 0.1, 1e9 + 1e-7, 1e9)));

    private static readonly Gen<double> Length = Gen.OneOf(Gen.Const(0.0), Gen.Int[0, 8].Select(static i => i / 2.0), Gen.Double[0, 3]);

    /// <summary>1 to 8 axes, and rows from none to enough for many strips.</summary>
    public static Gen<CoordinateTable> Tables =>
        from ndim in Gen.Int[1, 8]
        from count in Gen.OneOf(Gen.Int[0, 12], Gen.Int[100, 3000])
        from single in Gen.Bool
        from columns in Coordinate.Array[count].Array[ndim]
        select single
            ? CoordinateTable.FromColumns([.. columns.Select(static column => column.Select(static value => (float)value).ToArray())])
            : CoordinateTable.FromColumns(columns);

    /// <summary>A slab along some of a table's axes, in any order, at least one.</summary>
    public static Gen<Slab> Slabs(CoordinateTable table) =>
        from axes in Gen.Shuffle(Enumerable.Range(0, table.Ndim).ToArray(), 1, table.Ndim)
        from point in Coordinate.Where(double.IsFinite).Array[axes.Length]
        from left in Length.Array[axes.Length]
        from right in Length.Array[axes.Length]
        select Slab.Create(
            [.. axes], [.. point], [.. point.Zip(left, static (p, m) => p - m)], [.. point.Zip(right, static (p, m) => p + m)]);

    /// <summary>The rows in a slab, by its definition.</summary>
    public static int[] Inside(CoordinateTable table, Slab slab) =>
    [
        .. Enumerable.Range(0, table.Count).Where(row => Enumerable.Range(0, slab.Axes.Length).All(i =>
            table[row, slab.Axes[i]] >= slab.Low[i] && table[row, slab.Axes[i]] <= slab.High[i])),
    ];
}
