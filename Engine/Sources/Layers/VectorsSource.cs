using System.Collections.Immutable;
using System.Globalization;
using Lamella.Contracts.Errors;
using Lamella.Contracts.Layers;
using Lamella.Engine.Slicing.Vectors;
using Lamella.Engine.Tables;

namespace Lamella.Engine.Sources.Layers;

/// <summary>
/// Makes vectors of a table: coordinate columns for the starts, and for each of them one for the direction, called
/// <c>direction-0</c>, <c>direction-1</c>, … or, for an axis <c>z</c>, <c>dz</c> or <c>vz</c>. All others are features.
/// </summary>
internal static class VectorsSource
{
    /// <summary>Makes vectors.</summary>
    /// <param name="table">One row a vector.</param>
    /// <param name="columns">Which columns mean what.</param>
    /// <param name="limits">Bounds.</param>
    /// <exception cref="LamellaException">A column is missing, or holds text.</exception>
    public static OpenedLayer<VectorsLayerData> From(Table table, LayerColumns columns, SourceLimits limits)
    {
        var names = AxisColumns.Find(table, columns.Axes);
        ImmutableArray<string> directions = [.. names.Select((name, axis) => Direction(table, name, axis))];
        var starts = AxisColumns.Read(table, names, limits);
        var data = new VectorsLayerData(
            starts, AxisColumns.Read(table, directions, limits), table.Without([.. names, .. directions, "index"]));
        return new OpenedLayer<VectorsLayerData>(data, names, AxisColumns.Warnings(starts, names, "vectors"));
    }

    /// <summary>Makes vectors of napari's array: N vectors × (start, direction) × D axes.</summary>
    /// <param name="array">The array.</param>
    /// <param name="file">Where it is from, for errors.</param>
    /// <exception cref="LamellaException"><see cref="LamellaErrorCode.InvalidMetadata"/>: another shape.</exception>
    public static OpenedLayer<VectorsLayerData> From(NumberArray array, string file)
    {
        if (array.Shape.Length != 3 || array.Shape[1] != 2 || array.Shape[2] < 1)
        {
            throw SourceErrors.Invalid(file, $"vectors are an array of shape N × 2 × D, not {array.ShapeText}.", "N × 2 × D", array.ShapeText);
        }

        var ndim = array.Shape[2];
        var names = NumberArray.AxisNames(ndim);
        var starts = array.Columns(0, ndim);
        return new OpenedLayer<VectorsLayerData>(
            new VectorsLayerData(starts, array.Columns(ndim, ndim)), names, AxisColumns.Warnings(starts, names, "vectors"));
    }

    private static string Direction(Table table, string axisName, int axis)
    {
        string[] candidates = [string.Create(CultureInfo.InvariantCulture, $"direction-{axis}"), $"d{axisName}", $"v{axisName}"];
        return candidates.FirstOrDefault(name => table.Find(name) is not null) ?? throw SourceErrors.Invalid(
            table.Origin,
            $"no column holds the direction along '{axisName}'; call it {candidates[0]}, {candidates[1]} or {candidates[2]}.",
            candidates[0],
            string.Join(", ", table.Columns.Select(static column => column.Name)));
    }
}
