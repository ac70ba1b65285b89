using System.Collections.Immutable;
using System.Globalization;
using Lamella.Contracts.Errors;
using Lamella.Engine.Slicing.Slabs;
using Lamella.Engine.Tables;

namespace Lamella.Engine.Sources.Layers;

/// <summary>
/// Which columns of a table are coordinates. Those the user names; else napari's <c>axis-0</c>, <c>axis-1</c>, …; else as
/// many as there are of time, z, y and x under their usual names, slowest first.
/// </summary>
internal static class AxisColumns
{
    private const string Numbered = "axis-";

    private static readonly ImmutableArray<ImmutableArray<string>> Usual =
    [
        ["t", "time", "frame", "position_t"],
        ["z", "position_z", "z_location", "pos_z", "centroid_z"],
        ["y", "position_y", "y_location", "pos_y", "centroid_y"],
        ["x", "position_x", "x_location", "pos_x", "centroid_x"],
    ];

    /// <summary>The names of the coordinate columns, slowest axis first.</summary>
    /// <param name="table">The table.</param>
    /// <param name="named">What the user names; empty to find them.</param>
    /// <exception cref="LamellaException"><see cref="LamellaErrorCode.InvalidMetadata"/>: there are none, or one is missing in between.</exception>
    public static ImmutableArray<string> Find(Table table, ImmutableArray<string> named)
    {
        if (!named.IsDefaultOrEmpty)
        {
            return named;
        }

        var numbered = table.Columns.Count(static column => IsNumbered(column.Name));
        if (numbered > 0)
        {
            return [.. Enumerable.Range(0, numbered).Select(axis => NumberedName(table, axis, numbered))];
        }

        ImmutableArray<string> usual =
        [
            .. Usual.Select(names => names.FirstOrDefault(name => table.Find(name) is not null)).OfType<string>().Select(name => table.Find(name)!.Name),
        ];
        return usual.Length >= 2
            ? usual
            : throw SourceErrors.Invalid(
                table.Origin,
                "no coordinates found; name the columns that hold them, slowest axis first, or call them axis-0, axis-1, …",
                "axis-0, axis-1 or y, x",
                string.Join(", ", table.Columns.Select(static column => column.Name)));
    }

    /// <summary>The coordinates in some columns.</summary>
    /// <param name="table">The table.</param>
    /// <param name="names">The columns, slowest axis first.</param>
    /// <param name="limits">How many axes there may be.</param>
    /// <exception cref="LamellaException">No such column, text in it, or too many axes.</exception>
    public static CoordinateTable Read(Table table, ImmutableArray<string> names, SourceLimits limits) =>
        names.Length <= limits.MaxAxes
            ? CoordinateTable.Create([.. names.Select(name => table.Numbers(name, "coordinates").Values)])
            : throw SourceErrors.TooMuch(table.Origin, "axes", limits.MaxAxes, names.Length);

    /// <summary>What is odd but not fatal: coordinates that are NaN or infinite.</summary>
    /// <param name="coordinates">The coordinates.</param>
    /// <param name="names">Their names.</param>
    /// <param name="item">What they are of, such as <c>points</c>.</param>
    public static ImmutableArray<string> Warnings(CoordinateTable coordinates, ImmutableArray<string> names, string item) =>
    [
        .. coordinates.Columns.Select((column, axis) => (Count: column.CountNotFinite(), Name: names[axis])).Where(static odd => odd.Count > 0)
            .Select(odd => string.Create(
                CultureInfo.InvariantCulture, $"{odd.Count} of {coordinates.Count} {item} have a '{odd.Name}' that is NaN or infinite; they are not shown.")),
    ];

    private static bool IsNumbered(string name) =>
        name.StartsWith(Numbered, StringComparison.OrdinalIgnoreCase)
        && int.TryParse(name.AsSpan(Numbered.Length), NumberStyles.None, CultureInfo.InvariantCulture, out _);

    private static string NumberedName(Table table, int axis, int count)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"{Numbered}{axis}");
        return table.Find(name)?.Name ?? throw SourceErrors.Invalid(
            table.Origin, $"there are {count} axis columns and '{name}' is not among them; number them from 0 without a gap.", name);
    }
}
