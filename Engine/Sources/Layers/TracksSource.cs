using System.Collections.Immutable;
using Lamella.Contracts.Errors;
using Lamella.Contracts.Layers;
using Lamella.Engine.Slicing.Slabs;
using Lamella.Engine.Slicing.Tracks;
using Lamella.Engine.Sources.TrackMate;
using Lamella.Engine.Tables;

namespace Lamella.Engine.Sources.Layers;

/// <summary>
/// Makes tracks of a table: napari's <c>ID,T,(Z),Y,X</c>, or any table with a track number and coordinates. Where rows
/// have an <c>id</c> and a <c>parent_id</c>, those give the graph. All other columns are features.
/// </summary>
internal static class TracksSource
{
    private const int LeastAxes = 3;

    /// <summary>Makes tracks.</summary>
    /// <param name="table">One row a vertex.</param>
    /// <param name="columns">Which columns mean what.</param>
    /// <param name="limits">Bounds.</param>
    /// <exception cref="LamellaException">A column is missing, or holds what it may not.</exception>
    public static OpenedLayer<TracksLayerData> From(Table table, LayerColumns columns, SourceLimits limits)
    {
        var track = columns.Track ?? table.Find("track_id")?.Name ?? table.Find("ID")?.Name ?? throw SourceErrors.Invalid(
            table.Origin, "no column of track numbers; call it ID or track_id.", "ID", string.Join(", ", table.Columns.Select(static column => column.Name)));
        var names = AxisColumns.Find(table, columns.Axes);
        var tracks = table.Numbers(track, "track numbers").Values;
        var coordinates = AxisColumns.Read(table, names, limits);
        return Make(table.Origin, tracks, coordinates, Graph(table, track, tracks), table.Without([.. names, track, "index"]), names);
    }

    /// <summary>Makes tracks of napari's array: N vertices × (track, time, …).</summary>
    /// <param name="array">The array.</param>
    /// <param name="file">Where it is from, for errors.</param>
    /// <exception cref="LamellaException"><see cref="LamellaErrorCode.InvalidMetadata"/>: another shape.</exception>
    public static OpenedLayer<TracksLayerData> From(NumberArray array, string file)
    {
        if (array.Shape.Length != 2 || array.Shape[1] <= LeastAxes)
        {
            throw SourceErrors.Invalid(
                file, $"tracks are an array of shape N × (track, time, …), with four columns or more, not {array.ShapeText}.", "N × 4 or more", array.ShapeText);
        }

        var ndim = array.Shape[1] - 1;
        return Make(file, array.Columns(0, 1).Columns[0], array.Columns(1, ndim), [], null, NumberArray.AxisNames(ndim));
    }

    /// <summary>Makes tracks of what TrackMate exports. Spots without edges are left out, and told of.</summary>
    /// <param name="file">The spots and edges.</param>
    /// <exception cref="LamellaException"><see cref="LamellaErrorCode.InvalidMetadata"/>: a time that is no number.</exception>
    public static OpenedLayer<TracksLayerData> From(TrackMateFile file)
    {
        var spots = file.Spots;
        var (tracks, graph) = Lineage.Cut(spots.Count, file.Edges);
        int[] rows = [.. Enumerable.Range(0, spots.Count).Where(row => tracks[row] >= 0)];
        ImmutableArray<string> names = ["t", "z", "y", "x"];
        var coordinates = CoordinateTable.FromColumns(
            [.. names.Select(name => spots.Numbers(name, "coordinates").Values).Select(column => rows.Select(row => column[row]).ToArray())]);
        var features = new Table(
            file.Origin,
            [
                NumberColumn.Of("radius", [.. rows.Select(row => spots.Numbers("radius", "radii").Values[row])]),
                TextColumn.Of("name", rows.Select(row => spots.Find("name")!.Text(row))),
            ],
            rows.Length);
        var opened = Make(
            file.Origin, CoordinateTable.FromColumns([.. rows.Select(row => (double)tracks[row])]).Columns[0], coordinates, graph, features, names);
        return rows.Length == spots.Count
            ? opened
            : opened with { Warnings = [.. opened.Warnings, $"{spots.Count - rows.Length} of {spots.Count} spots are in no track; they are not shown."] };
    }

    private static OpenedLayer<TracksLayerData> Make(
        string file, CoordinateColumn tracks, CoordinateTable coordinates, ImmutableArray<TrackEdge> graph, Table? features, ImmutableArray<string> names)
    {
        try
        {
            return new OpenedLayer<TracksLayerData>(
                new TracksLayerData(tracks, coordinates, graph, features), names, AxisColumns.Warnings(coordinates, names, "vertices"));
        }
        catch (LamellaException exception)
        {
            throw SourceErrors.Invalid(file, exception.Message, exception.Expected, exception.Got, exception);
        }
    }

    private static ImmutableArray<TrackEdge> Graph(Table table, string track, CoordinateColumn tracks)
    {
        if (track.Equals("id", StringComparison.OrdinalIgnoreCase)
            || table.Find("id") is not NumberColumn ids || table.Find("parent_id") is not NumberColumn parents)
        {
            return [];
        }

        var rows = new Dictionary<double, int>();
        for (var row = 0; row < table.Count; row++)
        {
            rows[ids.Values[row]] = row;
        }

        var edges = Enumerable.Range(0, table.Count)
            .Where(row => rows.TryGetValue(parents.Values[row], out var parent) && tracks[parent] != tracks[row])
            .Select(row => new TrackEdge(tracks[row], tracks[rows[parents.Values[row]]]));
        return [.. edges.Distinct()];
    }
}
