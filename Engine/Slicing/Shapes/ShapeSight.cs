using Lamella.Engine.Slicing.Picking;

namespace Lamella.Engine.Slicing.Shapes;

/// <summary>
/// Whether a line of sight meets a shape: what has an inside, in the plane in which it lies; a line or a path, and what lies in
/// no plane, where it is seen. What is seen from its edge has no area, and is not met.
/// </summary>
internal static class ShapeSight
{
    private const double Parallel = 1e-9;

    /// <summary>How far away a shape is met.</summary>
    /// <param name="shape">The shape.</param>
    /// <param name="outline">Its vertices on three displayed axes, vertex after vertex.</param>
    /// <param name="ray">The line of sight.</param>
    /// <param name="halfWidth">Half the width of its outline, data units.</param>
    /// <returns>Data units along the line; null where it is not met.</returns>
    public static double? Meets(Shape shape, ReadOnlySpan<double> outline, DataRay ray, double halfWidth)
    {
        var sight = new SightPlane(ray);
        if (!shape.IsClosed)
        {
            return MeetsLine(outline, sight, halfWidth);
        }

        Span<double> normal = stackalloc double[3];
        Span<double> center = stackalloc double[3];
        var size = Plane(outline, normal, center);
        if (size == 0)
        {
            return MeetsLine(outline, sight, halfWidth);
        }

        var (slope, apart) = (0.0, 0.0);
        for (var axis = 0; axis < 3; axis++)
        {
            slope += normal[axis] * ray.Direction(axis);
            apart += normal[axis] * (center[axis] - ray.Origin(axis));
        }

        if (Math.Abs(slope) <= Parallel)
        {
            return null;
        }

        // In the plane, as it is seen from straight above, the place where the line meets it is the origin.
        var distance = apart / slope;
        var above = new SightPlane(DataRay.Through([ray.At(0, distance), ray.At(1, distance), ray.At(2, distance)], normal));
        var flat = new double[2 * (outline.Length / 3)];
        for (var vertex = 0; vertex < outline.Length / 3; vertex++)
        {
            (flat[2 * vertex], flat[(2 * vertex) + 1], _) = above.See(outline.Slice(3 * vertex, 3));
        }

        return ShapesPicking.Holds(shape, flat, 0, 0, halfWidth) ? distance : null;
    }

    private static double? MeetsLine(ReadOnlySpan<double> outline, SightPlane sight, double halfWidth)
    {
        double? best = null;
        for (var vertex = 1; vertex < outline.Length / 3; vertex++)
        {
            var nearest = SightPlane.Nearest(sight.See(outline.Slice(3 * (vertex - 1), 3)), sight.See(outline.Slice(3 * vertex, 3)));
            if (nearest.Apart <= halfWidth && !(best <= nearest.Depth))
            {
                best = nearest.Depth;
            }
        }

        return best;
    }

    /// <summary>The plane in which an outline lies best, after Newell; 0 where it has no area.</summary>
    private static double Plane(ReadOnlySpan<double> outline, Span<double> normal, Span<double> center)
    {
        var count = outline.Length / 3;
        var reach = 0.0;
        for (var vertex = 0; vertex < count; vertex++)
        {
            var from = outline.Slice(3 * vertex, 3);
            var to = outline.Slice(3 * ((vertex + 1) % count), 3);
            for (var axis = 0; axis < 3; axis++)
            {
                var (next, last) = ((axis + 1) % 3, (axis + 2) % 3);
                normal[axis] += (from[next] - to[next]) * (from[last] - outline[last] + (to[last] - outline[last]));
                center[axis] += from[axis] / count;
                reach += (from[axis] - to[axis]) * (from[axis] - to[axis]);
            }
        }

        var size = Math.Sqrt((normal[0] * normal[0]) + (normal[1] * normal[1]) + (normal[2] * normal[2]));
        if (!(size > Parallel * reach))
        {
            return 0;
        }

        for (var axis = 0; axis < 3; axis++)
        {
            normal[axis] /= size;
        }

        return size;
    }
}
