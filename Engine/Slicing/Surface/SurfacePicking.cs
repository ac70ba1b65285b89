using Lamella.Contracts.Geometry;
using Lamella.Engine.Slicing.Picking;

namespace Lamella.Engine.Slicing.Surface;

/// <summary>Which face lies at a position: napari's <c>get_value</c>, which knows none but along a line of sight in 3-D.</summary>
public static class SurfacePicking
{
    private const double Parallel = 1e-12;

    /// <summary>Always null, as in napari with two displayed axes.</summary>
    /// <param name="slice">The slice that is shown.</param>
    /// <param name="world">The position.</param>
    public static PickedFace? GetValue(SurfaceSlice slice, WorldPoint world) => null;

    /// <summary>The foremost face that a line of sight meets.</summary>
    /// <param name="slice">The slice that is shown; of three displayed axes.</param>
    /// <param name="ray">The line of sight.</param>
    /// <returns>The face; null where the line passes by all.</returns>
    public static PickedFace? GetValue(SurfaceSlice slice, DataRay ray)
    {
        var displayed = slice.Request.Input.Displayed;
        if (displayed.Length != 3)
        {
            return null;
        }

        // Where nothing is sliced, the coordinates are in the data's order.
        int[] column = slice.Request.Input.NotDisplayed.IsEmpty
            ? [.. displayed.Select(axis => displayed.Order().ToList().IndexOf(axis))]
            : [0, 1, 2];
        PickedFace? best = null;
        var nearest = double.PositiveInfinity;
        for (var face = 0; face < slice.Faces.Length / 3; face++)
        {
            if (Meets(slice, ray, column, face, out var distance, out var second, out var third) && distance < nearest)
            {
                nearest = distance;
                var value = ((1 - second - third) * slice.Values[slice.Faces[3 * face]])
                    + (second * slice.Values[slice.Faces[(3 * face) + 1]])
                    + (third * slice.Values[slice.Faces[(3 * face) + 2]]);
                best = new PickedFace(slice.FaceIndices[face], value);
            }
        }

        return best;
    }

    /// <summary>Möller and Trumbore's test, with the weights of the second and third corner.</summary>
    private static bool Meets(
        SurfaceSlice slice, DataRay ray, int[] column, int face, out double distance, out double second, out double third)
    {
        Span<double> corner = stackalloc double[3];
        Span<double> a = stackalloc double[3];
        Span<double> b = stackalloc double[3];
        Span<double> direction = stackalloc double[3];
        Span<double> apart = stackalloc double[3];
        for (var axis = 0; axis < 3; axis++)
        {
            corner[axis] = slice.Vertices[(3 * slice.Faces[3 * face]) + column[axis]];
            a[axis] = slice.Vertices[(3 * slice.Faces[(3 * face) + 1]) + column[axis]] - corner[axis];
            b[axis] = slice.Vertices[(3 * slice.Faces[(3 * face) + 2]) + column[axis]] - corner[axis];
            direction[axis] = ray.Direction(axis);
            apart[axis] = ray.Origin(axis) - corner[axis];
        }

        Span<double> p = stackalloc double[3];
        Span<double> q = stackalloc double[3];
        Cross(direction, b, p);
        Cross(apart, a, q);
        var determinant = Dot(a, p);
        (distance, second, third) = (Dot(b, q) / determinant, Dot(apart, p) / determinant, Dot(direction, q) / determinant);
        return Math.Abs(determinant) > Parallel * Math.Sqrt(Dot(a, a) * Dot(p, p)) && second >= 0 && third >= 0 && second + third <= 1;
    }

    private static void Cross(ReadOnlySpan<double> u, ReadOnlySpan<double> v, Span<double> result)
    {
        result[0] = (u[1] * v[2]) - (u[2] * v[1]);
        result[1] = (u[2] * v[0]) - (u[0] * v[2]);
        result[2] = (u[0] * v[1]) - (u[1] * v[0]);
    }

    private static double Dot(ReadOnlySpan<double> u, ReadOnlySpan<double> v) => (u[0] * v[0]) + (u[1] * v[1]) + (u[2] * v[2]);
}
