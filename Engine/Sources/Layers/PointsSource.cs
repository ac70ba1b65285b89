using Lamella.Contracts.Errors;
using Lamella.Contracts.Layers;
using Lamella.Engine.Slicing.Points;
using Lamella.Engine.Slicing.Slabs;
using Lamella.Engine.Tables;

namespace Lamella.Engine.Sources.Layers;

/// <summary>Makes points of a table: coordinate columns, and all others as features. napari's <c>index</c> is left out.</summary>
internal static class PointsSource
{
    /// <summary>Makes points.</summary>
    /// <param name="table">One row a point.</param>
    /// <param name="columns">Which columns mean what.</param>
    /// <param name="limits">Bounds.</param>
    /// <exception cref="LamellaException">A column is missing, or holds what it may not.</exception>
    public static OpenedLayer<PointsLayerData> From(Table table, LayerColumns columns, SourceLimits limits)
    {
        var names = AxisColumns.Find(table, columns.Axes);
        var coordinates = AxisColumns.Read(table, names, limits);
        var data = new PointsLayerData(
            coordinates,
            columns.Size is { } size ? PerItem.Each(Numbers(table.Numbers(size, "sizes"))) : null,
            columns.Shown is { } shown ? PerItem.Each(Marks(table, shown)) : null,
            table.Without([.. names, "index"]));
        return new OpenedLayer<PointsLayerData>(data, names, AxisColumns.Warnings(coordinates, names, "points"));
    }

    /// <summary>Whether a text or number means true.</summary>
    /// <param name="table">The table.</param>
    /// <param name="name">The column.</param>
    private static bool[] Marks(Table table, string name) => table.Find(name) is TextColumn texts
        ? [.. Enumerable.Range(0, texts.Length).Select(row => texts.Text(row).Trim().Equals("true", StringComparison.OrdinalIgnoreCase))]
        : [.. Numbers(table.Numbers(name, "shown marks")).Select(static number => number is not 0 and not double.NaN)];

    private static double[] Numbers(NumberColumn column) => [.. Enumerable.Range(0, column.Length).Select(row => column.Values[row])];
}
