using System.Collections.Immutable;
using Lamella.Contracts.Errors;
using Lamella.Contracts.Geometry;
using Lamella.Engine.Slicing.Slabs;
using Lamella.Engine.Tables;

namespace Lamella.Engine.Slicing.Tracks;

/// <summary>
/// The tracks of one layer: vertices with a track number each, sorted by track, then time. The axes are time, then space.
/// Immutable; safe for concurrent use.
/// </summary>
public sealed class TracksLayerData
{
    private readonly int[] _order;
    private readonly double[] _trackIds;
    private readonly Dictionary<double, (int First, int Last)> _tracks = [];

    /// <summary>Takes tracks, in any order.</summary>
    /// <param name="trackIds">The track of each vertex; a whole number.</param>
    /// <param name="coordinates">Where the vertices are, in data coordinates: time first; 3 axes or more, as in napari.</param>
    /// <param name="graph">Which tracks come from which.</param>
    /// <param name="features">What is known of each vertex; default nothing.</param>
    /// <exception cref="LamellaException">
    /// <see cref="LamellaErrorCode.InvalidArgument"/>: counts differ, a track number or a time is no whole number, or the
    /// graph names a track that is not there.
    /// </exception>
    public TracksLayerData(
        CoordinateColumn trackIds, CoordinateTable coordinates, ImmutableArray<TrackEdge> graph = default, Table? features = null)
    {
        Check(trackIds, coordinates, features);
        _order = [.. Enumerable.Range(0, coordinates.Count).OrderBy(row => trackIds[row]).ThenBy(row => coordinates[row, 0])];
        _trackIds = [.. _order.Select(row => trackIds[row])];
        Coordinates = CoordinateTable.FromColumns(
            [.. Enumerable.Range(0, coordinates.Ndim).Select(axis => _order.Select(row => coordinates[row, axis]).ToArray())]);
        Features = features ?? Table.Empty(coordinates.Count);
        for (var vertex = 0; vertex < _trackIds.Length; vertex++)
        {
            var id = _trackIds[vertex];
            _tracks[id] = (_tracks.TryGetValue(id, out var track) ? track.First : vertex, vertex);
        }

        Graph = graph.IsDefault ? [] : graph;
        foreach (var edge in Graph)
        {
            if (!_tracks.ContainsKey(edge.Track) || !_tracks.ContainsKey(edge.Parent))
            {
                throw new LamellaException(
                    LamellaErrorCode.InvalidArgument,
                    $"The graph says that track {edge.Track} comes from track {edge.Parent}, and there is no track {(_tracks.ContainsKey(edge.Track) ? edge.Parent : edge.Track)}.",
                    expected: "numbers of tracks",
                    got: $"{edge}");
            }
        }
    }

    /// <summary>Where the vertices are: time, then space, in data coordinates; sorted by track, then time (SLICING K1).</summary>
    public CoordinateTable Coordinates { get; }

    /// <summary>The track of each vertex.</summary>
    public ReadOnlySpan<double> TrackIds => _trackIds;

    /// <summary>Which tracks come from which.</summary>
    public ImmutableArray<TrackEdge> Graph { get; }

    /// <summary>What is known of each vertex, in the order in which they were given; see <see cref="FeatureRow"/>.</summary>
    public Table Features { get; }

    /// <summary>Number of vertices.</summary>
    public int Count => Coordinates.Count;

    /// <summary>Number of axes.</summary>
    public int Ndim => Coordinates.Ndim;

    /// <summary>Number of tracks.</summary>
    public int TrackCount => _tracks.Count;

    /// <summary>The row of <see cref="Features"/> that tells of a vertex.</summary>
    /// <param name="vertex">The vertex.</param>
    public int FeatureRow(int vertex) => _order[vertex];

    /// <summary>The first and the last vertex of a track.</summary>
    /// <param name="track">The track's number.</param>
    public (int First, int Last) Vertices(double track) => _tracks[track];

    /// <summary>Whether a vertex is followed by another one of its track.</summary>
    /// <param name="vertex">The vertex.</param>
    public bool IsConnected(int vertex) => vertex + 1 < Count && _trackIds[vertex] == _trackIds[vertex + 1];

    /// <summary>How far the vertices reach in the world (T9, T10); NaN where there are none.</summary>
    /// <param name="dataToWorld">The layer's transform.</param>
    public WorldExtent Extent(AffineTransform dataToWorld) => Coordinates.Extent(dataToWorld);

    private static void Check(CoordinateColumn trackIds, CoordinateTable coordinates, Table? features)
    {
        if (coordinates.Ndim < 3 || trackIds.Length != coordinates.Count || (features?.Count ?? coordinates.Count) != coordinates.Count)
        {
            throw new LamellaException(
                LamellaErrorCode.InvalidArgument,
                $"Tracks have a number, a time and two or more coordinates a vertex; here are {trackIds.Length} numbers, {coordinates.Count} vertices of {coordinates.Ndim} axes and {features?.Count ?? coordinates.Count} rows of features.",
                expected: "3 axes or more, one number a vertex",
                got: $"{coordinates.Ndim} axes");
        }

        for (var row = 0; row < trackIds.Length; row++)
        {
            if (!double.IsInteger(trackIds[row]) || !double.IsFinite(coordinates[row, 0]))
            {
                throw new LamellaException(
                    LamellaErrorCode.InvalidArgument,
                    $"Vertex {row} is of track {trackIds[row]} at time {coordinates[row, 0]}; a track's number is whole, and time is a finite number.",
                    expected: "a whole number and a time",
                    got: $"{trackIds[row]}, {coordinates[row, 0]}");
            }
        }
    }
}
