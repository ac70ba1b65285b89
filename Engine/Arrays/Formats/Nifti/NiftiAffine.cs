using System.Collections.Immutable;
using Lamella.Contracts.Geometry;

namespace Lamella.Engine.Arrays.Formats.Nifti;

/// <summary>
/// Where elements lie, in the three ways that <c>nifti1.h</c> has: the affine (sform) before the quaternion (qform) before
/// bare distances.
/// </summary>
internal static class NiftiAffine
{
    private const int SpaceAxes = 3;

    /// <summary>Array index (i, j, k, …) to physical coordinates (x, y, z, …): +x right, +y anterior, +z superior.</summary>
    /// <param name="header">The header.</param>
    public static AffineTransform Transform(NiftiHeader header)
    {
        var ndim = header.Shape.Length;
        var space = Math.Min(ndim, SpaceAxes);
        var rows = Candidates(header).First(candidate => IsUsable(candidate, space));
        var matrix = new double[(ndim + 1) * (ndim + 1)];
        for (var row = 0; row < space; row++)
        {
            for (var column = 0; column < space; column++)
            {
                matrix[(row * (ndim + 1)) + column] = rows[(row * 4) + column];
            }

            matrix[(row * (ndim + 1)) + ndim] = rows[(row * 4) + 3];
        }

        for (var axis = space; axis < ndim; axis++)
        {
            matrix[(axis * (ndim + 1)) + axis] = Distance(header, axis);
        }

        if (ndim > SpaceAxes && double.IsFinite(header.TimeOffset))
        {
            matrix[(SpaceAxes * (ndim + 1)) + ndim] = header.TimeOffset;
        }

        matrix[^1] = 1;
        return new AffineTransform(ndim, [.. matrix]);
    }

    private static IEnumerable<ImmutableArray<double>> Candidates(NiftiHeader header)
    {
        if (header.SFormCode > 0)
        {
            yield return header.SForm;
        }

        if (header.QFormCode > 0)
        {
            yield return FromQuaternion(header);
        }

        yield return [Distance(header, 0), 0, 0, 0, 0, Distance(header, 1), 0, 0, 0, 0, Distance(header, 2), 0];
    }

    private static ImmutableArray<double> FromQuaternion(NiftiHeader header)
    {
        var (b, c, d) = (header.Quaternion[0], header.Quaternion[1], header.Quaternion[2]);
        var a = Math.Sqrt(Math.Max(0, 1 - ((b * b) + (c * c) + (d * d))));
        var (x, y) = (Distance(header, 0), Distance(header, 1));
        var z = Distance(header, 2) * (header.PixDim[0] < 0 ? -1 : 1);
        return
        [
            ((a * a) + (b * b) - (c * c) - (d * d)) * x, 2 * ((b * c) - (a * d)) * y, 2 * ((b * d) + (a * c)) * z, header.Quaternion[3],
            2 * ((b * c) + (a * d)) * x, ((a * a) + (c * c) - (b * b) - (d * d)) * y, 2 * ((c * d) - (a * b)) * z, header.Quaternion[4],
            2 * ((b * d) - (a * c)) * x, 2 * ((c * d) + (a * b)) * y, ((a * a) + (d * d) - (b * b) - (c * c)) * z, header.Quaternion[5],
        ];
    }

    private static double Distance(NiftiHeader header, int axis) =>
        Math.Abs(header.PixDim[axis + 1]) is var distance && distance > 0 && double.IsFinite(distance) ? distance : 1;

    /// <summary>Whether the map can be inverted, as every layer's must.</summary>
    private static bool IsUsable(ImmutableArray<double> rows, int space)
    {
        var determinant = space switch
        {
            1 => rows[0],
            2 => (rows[0] * rows[5]) - (rows[1] * rows[4]),
            _ => (rows[0] * ((rows[5] * rows[10]) - (rows[6] * rows[9])))
                - (rows[1] * ((rows[4] * rows[10]) - (rows[6] * rows[8])))
                + (rows[2] * ((rows[4] * rows[9]) - (rows[5] * rows[8]))),
        };
        return rows.All(double.IsFinite) && double.IsFinite(determinant) && determinant != 0;
    }
}
