using Lamella.Contracts.Geometry;
using Lamella.Engine.Slicing.Picking;

namespace Lamella.Engine.Slicing.Tracks;

/// <summary>Which track lies at a position: napari's <c>get_value</c>.</summary>
public static class TracksPicking
{
    /// <summary>napari asks its tree for so many vertices, and then for those of the time among them.</summary>
    private const int Nearest = 10;

    /// <summary>The track at a world position. Tracks are never sliced, so this is looked up in the data.</summary>
    /// <param name="data">The tracks.</param>
    /// <param name="dataToWorld">The layer's transform.</param>
    /// <param name="world">The position, time included.</param>
    /// <returns>
    /// The number of the track of the nearest vertex of exactly that time, among the ten vertices nearest in time and space;
    /// null where none of them is of that time.
    /// </returns>
    public static double? GetValue(TracksLayerData data, AffineTransform dataToWorld, WorldPoint world)
    {
        var position = dataToWorld.WorldToData(world);
        var nearest = new PriorityQueue<int, (double, int)>();
        for (var vertex = 0; vertex < data.Count; vertex++)
        {
            var distance = 0.0;
            for (var axis = 0; axis < data.Ndim; axis++)
            {
                distance += Math.Pow(data.Coordinates[vertex, axis] - position[axis], 2);
            }

            if (double.IsNaN(distance))
            {
                continue;
            }

            // The furthest comes out first.
            nearest.Enqueue(vertex, (-distance, -vertex));
            if (nearest.Count > Nearest)
            {
                nearest.Dequeue();
            }
        }

        int? found = null;
        while (nearest.TryDequeue(out var vertex, out _))
        {
            found = data.Coordinates[vertex, 0] == position[0] ? vertex : found;
        }

        return found is { } row ? data.TrackIds[row] : null;
    }

    /// <summary>
    /// The foremost track on a line of sight through three displayed axes, of what is shown of it: a vertex, or the line from one to
    /// the next. napari knows no value of tracks there.
    /// </summary>
    /// <param name="slice">The slice that is shown.</param>
    /// <param name="ray">The line of sight.</param>
    /// <param name="width">Width of the lines, data units: as drawn, at a pixel for each.</param>
    /// <returns>The number of the track; null where the line passes by all.</returns>
    public static double? GetValue(TracksSlice slice, DataRay ray, double width)
    {
        if (slice.Request.Input.Displayed.Length != 3)
        {
            return null;
        }

        var sight = new SightPlane(ray);
        var positions = slice.Positions.AsSpan();
        (double Distance, int Vertex)? best = null;
        for (var vertex = 0; vertex < slice.Count; vertex++)
        {
            var end = slice.Connected[vertex] ? vertex + 1 : vertex;
            var nearest = SightPlane.Nearest(sight.See(positions.Slice(3 * vertex, 3)), sight.See(positions.Slice(3 * end, 3)));
            var alpha = slice.Alphas[vertex] + (nearest.Part * (slice.Alphas[end] - slice.Alphas[vertex]));
            if (nearest.Apart <= width / 2 && alpha > 0 && !(best?.Distance <= nearest.Depth))
            {
                best = (nearest.Depth, vertex);
            }
        }

        return best is { } found ? slice.Request.Data.TrackIds[found.Vertex] : null;
    }
}
