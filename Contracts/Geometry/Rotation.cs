using System.Collections.Immutable;
using Lamella.Contracts.Errors;

namespace Lamella.Contracts.Geometry;

/// <summary>Rotation matrices from angles (SLICING T4).</summary>
internal static class Rotation
{
    /// <summary>A 2×2 matrix from one angle, a 3×3 matrix from three, row-major; angles in degrees.</summary>
    public static ImmutableArray<double> Matrix(ImmutableArray<double> degrees) => degrees.Length switch
    {
        1 => InPlane(degrees[0]),
        3 => InSpace(degrees[0], degrees[1], degrees[2]),
        _ => throw new LamellaException(
            LamellaErrorCode.InvalidArgument,
            $"A rotation has 1 angle or 3, not {degrees.Length}; give a matrix for other dimensions.",
            expected: "1 or 3",
            got: $"{degrees.Length}"),
    };

    private static ImmutableArray<double> InPlane(double degrees)
    {
        var (sin, cos) = Math.SinCos(double.DegreesToRadians(degrees));
        return [cos, -sin, sin, cos];
    }

    private static ImmutableArray<double> InSpace(double a, double b, double g)
    {
        var (sa, ca) = Math.SinCos(double.DegreesToRadians(a));
        var (sb, cb) = Math.SinCos(double.DegreesToRadians(b));
        var (sg, cg) = Math.SinCos(double.DegreesToRadians(g));
        var rz = AffineTransform.FromLinear([ca, -sa, 0, sa, ca, 0, 0, 0, 1]);
        var ry = AffineTransform.FromLinear([cb, 0, sb, 0, 1, 0, -sb, 0, cb]);
        var rx = AffineTransform.FromLinear([1, 0, 0, 0, cg, -sg, 0, sg, cg]);
        return rz.Compose(ry).Compose(rx).Linear;
    }
}
