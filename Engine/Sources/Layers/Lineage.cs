using System.Collections.Immutable;
using Lamella.Engine.Slicing.Tracks;

namespace Lamella.Engine.Sources.Layers;

/// <summary>Cuts a graph of vertices into tracks without branches, as a tracks layer wants them.</summary>
internal static class Lineage
{
    /// <summary>
    /// The tracks of a graph: a track goes on where a vertex has one child and that child has one parent; everywhere else a
    /// new one begins. Tracks are numbered from 0 in the order of their first vertices. Vertices without edges are of none.
    /// </summary>
    /// <param name="count">Number of vertices.</param>
    /// <param name="edges">From a vertex to a later one; edges that stand twice count once.</param>
    /// <returns>The track of each vertex, −1 for none, and which tracks come from which.</returns>
    public static (int[] Tracks, ImmutableArray<TrackEdge> Graph) Cut(int count, IReadOnlyList<(int From, int To)> edges)
    {
        var distinct = edges.Distinct().ToArray();
        var children = distinct.ToLookup(static edge => edge.From, static edge => edge.To);
        var parents = distinct.ToLookup(static edge => edge.To, static edge => edge.From);
        var tracks = new int[count];
        tracks.AsSpan().Fill(-1);
        var next = 0;
        for (var vertex = 0; vertex < count; vertex++)
        {
            if (!GoesOn(vertex) && (children.Contains(vertex) || parents.Contains(vertex)))
            {
                Follow(vertex, next++);
            }
        }

        var graph = distinct.Where(edge => tracks[edge.From] >= 0 && tracks[edge.From] != tracks[edge.To])
            .Select(edge => new TrackEdge(tracks[edge.To], tracks[edge.From]));
        return (tracks, [.. graph.Distinct()]);

        bool GoesOn(int vertex) => parents[vertex].Count() == 1 && children[parents[vertex].First()].Count() == 1;

        void Follow(int first, int track)
        {
            var vertex = first;
            tracks[vertex] = track;
            while (children[vertex].Count() == 1 && GoesOn(children[vertex].First()) && tracks[children[vertex].First()] < 0)
            {
                vertex = children[vertex].First();
                tracks[vertex] = track;
            }
        }
    }
}
