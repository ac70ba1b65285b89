using Lamella.Contracts.Geometry;

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
}
