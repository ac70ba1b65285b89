using System.Collections.Immutable;
using System.Globalization;
using Lamella.Contracts.Errors;
using Lamella.Contracts.Layers;
using Lamella.Engine.Slicing.Shapes;
using Lamella.Engine.Tables;

namespace Lamella.Engine.Sources.Layers;

/// <summary>
/// Makes shapes of napari's table: one row a vertex, with columns <c>index</c> (the shape), <c>shape-type</c>,
/// <c>vertex-index</c> and <c>axis-0</c>, <c>axis-1</c>, … Shapes are in the order of their index.
/// </summary>
internal static class ShapesSource
{
    private const string ShapeColumn = "index";
    private const string TypeColumn = "shape-type";
    private const string VertexColumn = "vertex-index";

    /// <summary>Makes shapes.</summary>
    /// <param name="table">One row a vertex.</param>
    /// <param name="columns">Which columns mean what.</param>
    /// <param name="limits">Bounds.</param>
    /// <exception cref="LamellaException">
    /// A column is missing, a type is none of napari's, a shape has the wrong number of vertices, or a vertex stands twice.
    /// </exception>
    public static OpenedLayer<ShapesLayerData> From(Table table, LayerColumns columns, SourceLimits limits)
    {
        var names = AxisColumns.Find(table, columns.Axes);
        var coordinates = AxisColumns.Read(table, names, limits);
        var shapeNumbers = table.Numbers(ShapeColumn, "the numbers of shapes").Values;
        var vertexNumbers = table.Numbers(VertexColumn, "the numbers of vertices").Values;
        if (table.Find(TypeColumn) is not TextColumn types)
        {
            // An empty table knows no types of columns.
            return table.Count == 0 && table.Find(TypeColumn) is not null
                ? new OpenedLayer<ShapesLayerData>(new ShapesLayerData([], names.Length), names, [])
                : throw SourceErrors.Invalid(table.Origin, $"no column '{TypeColumn}' of names of shape types.", TypeColumn);
        }

        var shapes = Enumerable.Range(0, table.Count)
            .GroupBy(row => shapeNumbers[row])
            .OrderBy(static shape => shape.Key)
            .Select(shape =>
            {
                int[] rows = [.. shape.OrderBy(row => vertexNumbers[row])];
                var type = TypeOf(types, rows, table.Origin, shape.Key);
                CheckVertices(vertexNumbers, rows, table.Origin, shape.Key);
                return Make(type, [.. rows.SelectMany(row => Enumerable.Range(0, names.Length).Select(axis => coordinates[row, axis]))], names.Length, table.Origin, shape.Key);
            });
        return new OpenedLayer<ShapesLayerData>(
            new ShapesLayerData([.. shapes], names.Length), names, AxisColumns.Warnings(coordinates, names, "vertices"));
    }

    private static Shape Make(ShapeType type, ImmutableArray<double> vertices, int ndim, string file, double number)
    {
        try
        {
            return new Shape(type, vertices, ndim);
        }
        catch (LamellaException exception)
        {
            throw SourceErrors.Invalid(file, $"shape {Text(number)}: {exception.Message}", exception.Expected, exception.Got, exception);
        }
    }

    private static ShapeType TypeOf(TextColumn types, int[] rows, string file, double number)
    {
        var name = types.Text(rows[0]).Trim();
        var other = rows.FirstOrDefault(row => types.Text(row).Trim() != name, -1);
        if (other >= 0)
        {
            throw SourceErrors.Invalid(file, $"shape {Text(number)} is of type '{name}' and of type '{types.Text(other)}'; give it one.", name, types.Text(other));
        }

        // Parsing alone would take numbers for types.
        return Enum.TryParse<ShapeType>(name, ignoreCase: true, out var type) && char.IsLetter(name[0])
            ? type
            : throw SourceErrors.Invalid(
                file, $"shape {Text(number)} is of type '{name}'.", "rectangle, ellipse, polygon, path or line", name);
    }

    private static void CheckVertices(Slicing.Slabs.CoordinateColumn vertexNumbers, int[] rows, string file, double number)
    {
        for (var i = 1; i < rows.Length; i++)
        {
            if (vertexNumbers[rows[i]] == vertexNumbers[rows[i - 1]])
            {
                throw SourceErrors.Invalid(
                    file,
                    $"shape {Text(number)} has vertex {Text(vertexNumbers[rows[i]])} twice; number its vertices from 0.",
                    "different numbers",
                    Text(vertexNumbers[rows[i]]));
            }
        }
    }

    private static string Text(double number) => number.ToString(CultureInfo.InvariantCulture);
}
