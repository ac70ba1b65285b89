using Lamella.Contracts.Geometry;
using Lamella.Engine.Slicing.Picking;

namespace Lamella.Engine.Slicing.Points;

/// <summary>Which point lies at a position: napari's <c>get_value</c>.</summary>
public static class PointsPicking
{
    /// <summary>The point at a world position, looked up in a slice.</summary>
    /// <param name="slice">The slice that is shown.</param>
    /// <param name="world">The position; padded as the layer's transform says.</param>
    /// <returns>
    /// The index of the uppermost point, which is the last, whose square of its size holds the position; null where none
    /// does. Sizes are those of the slice, so nothing is found that is not shown.
    /// </returns>
    public static int? GetValue(PointsSlice slice, WorldPoint world)
    {
        var input = slice.Request.Input;
        var position = input.DataToWorld.WorldToData(world);
        var scale = input.DataToWorld.Scale;
        var axes = input.Displayed.Length;
        var shown = slice.Request.Data.Shown;

        // Positions are stretched by the layer's scale and sizes are not: napari measures sizes along the last axis.
        double[] ratio = [.. input.Displayed.Select(axis => Math.Abs(scale[axis] / scale[^1]))];
        for (var i = slice.Count - 1; i >= 0; i--)
        {
            var hit = shown[slice.Indices[i]];
            for (var axis = 0; axis < axes && hit; axis++)
            {
                hit = Math.Abs(slice.Positions[(i * axes) + axis] - position[input.Displayed[axis]]) <= slice.Size[i] / ratio[axis] / 2;
            }

            if (hit)
            {
                return slice.Indices[i];
            }
        }

        return null;
    }

    /// <summary>
    /// The foremost point on a line of sight through three displayed axes: whose disc, turned to who looks, the line meets.
    /// napari tests a square, whose corners are not drawn.
    /// </summary>
    /// <param name="slice">The slice that is shown.</param>
    /// <param name="ray">The line of sight.</param>
    /// <returns>The index of the point; null where the line passes by all.</returns>
    public static int? GetValue(PointsSlice slice, DataRay ray)
    {
        var input = slice.Request.Input;
        double[] ratio = [.. input.Displayed.Select(axis => Math.Abs(input.DataToWorld.Scale[axis] / input.DataToWorld.Scale[^1]))];
        (double Distance, int Index)? best = null;
        foreach (var entry in input.Displayed.Length == 3 ? slice.View() : [])
        {
            var along = 0.0;
            for (var axis = 0; axis < 3; axis++)
            {
                along += (slice.Positions[(entry * 3) + axis] - ray.Origin(axis)) * ray.Direction(axis);
            }

            var apart = 0.0;
            for (var axis = 0; axis < 3; axis++)
            {
                apart += Math.Pow((slice.Positions[(entry * 3) + axis] - ray.At(axis, along)) * ratio[axis], 2);
            }

            if (Math.Sqrt(apart) <= slice.Size[entry] / 2 && !(best?.Distance <= along))
            {
                best = (along, slice.Indices[entry]);
            }
        }

        return best?.Index;
    }

    /// <summary>The point at a world position, looked up in the data where no slice of that point is at hand.</summary>
    /// <param name="data">The points.</param>
    /// <param name="state">The layer's transform and projection.</param>
    /// <param name="dims">The viewer's Dims; its point is where the layer is sliced.</param>
    /// <param name="world">The position.</param>
    /// <param name="cancellationToken">Looked at now and then.</param>
    public static int? GetValue(
        PointsLayerData data, PointsSliceState state, Dims dims, WorldPoint world, CancellationToken cancellationToken) =>
        GetValue(PointsSlicing.Slice(PointsSlicing.MakeSliceRequest(data, state, dims), cancellationToken), world);
}
