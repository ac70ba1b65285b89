using Lamella.Contracts.Geometry;
using Lamella.Contracts.Layers;
using Lamella.Engine.Slicing.Picking;

namespace Lamella.Engine.Slicing.Shapes;

/// <summary>Which shape lies at a position: napari's <c>get_value</c>.</summary>
public static class ShapesPicking
{
    /// <summary>What is less apart, in data units, is equally far away.</summary>
    private const double SamePlane = 1e-6;

    /// <summary>The shape at a world position, looked up in a slice.</summary>
    /// <param name="slice">The slice that is shown; of two displayed axes.</param>
    /// <param name="world">The position; padded as the layer's transform says.</param>
    /// <param name="edgeWidth">Width of the outlines, data units; a position on one counts as inside.</param>
    /// <returns>The index of the uppermost shape: of the highest z-index, and of equal ones the last. Null where there is none.</returns>
    public static int? GetValue(ShapesSlice slice, WorldPoint world, double edgeWidth = 1)
    {
        var input = slice.Request.Input;
        if (input.Displayed.Length != 2)
        {
            return null;
        }

        var position = input.DataToWorld.WorldToData(world);
        var (y, x) = (position[input.Displayed[0]], position[input.Displayed[1]]);
        int? best = null;
        foreach (var (index, entry) in slice.Indices.Select(static (index, entry) => (index, entry)))
        {
            var shape = slice.Request.Data.Shapes[index];
            var outline = slice.Vertices.AsSpan()[(2 * slice.FirstVertex[entry])..(2 * slice.FirstVertex[entry + 1])];
            if ((best is not { } top || shape.ZIndex >= slice.Request.Data.Shapes[top].ZIndex) && Holds(shape, outline, y, x, edgeWidth / 2))
            {
                best = index;
            }
        }

        return best;
    }

    /// <summary>The foremost shape on a line of sight through three displayed axes.</summary>
    /// <param name="slice">The slice that is shown.</param>
    /// <param name="ray">The line of sight.</param>
    /// <param name="edgeWidth">Width of the outlines, data units; a line that meets one meets the shape.</param>
    /// <returns>
    /// The index of the shape; of those in one plane the uppermost, as with two displayed axes. Null where the line passes by all.
    /// </returns>
    public static int? GetValue(ShapesSlice slice, DataRay ray, double edgeWidth = 1)
    {
        (double Distance, int Index)? best = null;
        for (var entry = 0; entry < (slice.Request.Input.Displayed.Length == 3 ? slice.Count : 0); entry++)
        {
            var shape = slice.Request.Data.Shapes[slice.Indices[entry]];
            var outline = slice.Vertices.AsSpan()[(3 * slice.FirstVertex[entry])..(3 * slice.FirstVertex[entry + 1])];
            if (ShapeSight.Meets(shape, outline, ray, edgeWidth / 2) is not { } distance)
            {
                continue;
            }

            if (best is not { } top
                || distance < top.Distance - SamePlane
                || (distance <= top.Distance + SamePlane && shape.ZIndex >= slice.Request.Data.Shapes[top.Index].ZIndex))
            {
                best = (distance, slice.Indices[entry]);
            }
        }

        return best?.Index;
    }

    /// <summary>Whether a shape of two axes, or its outline, holds a place.</summary>
    internal static bool Holds(Shape shape, ReadOnlySpan<double> outline, double y, double x, double halfWidth)
    {
        if (shape.Type == ShapeType.Ellipse)
        {
            return EllipseHolds(outline, y, x, halfWidth);
        }

        var inside = false;
        var count = outline.Length / 2;
        for (var i = 0; i < (shape.IsClosed ? count : count - 1); i++)
        {
            var (y0, x0) = (outline[2 * i], outline[(2 * i) + 1]);
            var next = (i + 1) % count;
            var (y1, x1) = (outline[2 * next], outline[(2 * next) + 1]);
            if (DistanceToLine(y, x, y0, x0, y1, x1) <= halfWidth)
            {
                return true;
            }

            // Even-odd: a ray along x crosses the outline.
            inside ^= shape.IsClosed && y0 > y != y1 > y && x < x0 + ((y - y0) / (y1 - y0) * (x1 - x0));
        }

        return inside;
    }

    /// <summary>The corners are those of a parallelogram whose half sides are the ellipse's conjugate radii.</summary>
    private static bool EllipseHolds(ReadOnlySpan<double> corners, double y, double x, double halfWidth)
    {
        var (centerY, centerX) = ((corners[0] + corners[4]) / 2, (corners[1] + corners[5]) / 2);
        var (ay, ax) = ((corners[2] - corners[0]) / 2, (corners[3] - corners[1]) / 2);
        var (by, bx) = ((corners[6] - corners[0]) / 2, (corners[7] - corners[1]) / 2);
        var determinant = (ay * bx) - (ax * by);
        if (determinant == 0)
        {
            return false;
        }

        var (dy, dx) = (y - centerY, x - centerX);
        var (u, v) = (((dy * bx) - (dx * by)) / determinant, ((ay * dx) - (ax * dy)) / determinant);
        var radius = Math.Sqrt((u * u) + (v * v));

        // Along the ray from the centre, the outline is as far away as the position is, over its radius.
        return radius <= 1 || Math.Sqrt((dy * dy) + (dx * dx)) * (1 - (1 / radius)) <= halfWidth;
    }

    private static double DistanceToLine(double y, double x, double y0, double x0, double y1, double x1)
    {
        var (dy, dx) = (y1 - y0, x1 - x0);
        var length = (dy * dy) + (dx * dx);
        var along = length == 0 ? 0 : Math.Clamp((((y - y0) * dy) + ((x - x0) * dx)) / length, 0, 1);
        return Math.Sqrt(Math.Pow(y - y0 - (along * dy), 2) + Math.Pow(x - x0 - (along * dx), 2));
    }
}
