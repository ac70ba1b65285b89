using System.Collections.Immutable;
using Lamella.Contracts.Serialization;
using MessagePack;

namespace Lamella.Contracts.Geometry;

/// <summary>
/// An affine map of n-D coordinates, as an (n+1)×(n+1) homogeneous matrix applied to column vectors:
/// <c>y = M·x + t</c> (SLICING T1). Axes are slowest first. Immutable.
/// </summary>
[GenerateSerializer, Immutable, MessagePackFormatter(typeof(AffineTransformFormatter))]
[Alias("lamella.affine")]
public sealed partial class AffineTransform
{
    /// <summary>Creates a transform from its homogeneous matrix.</summary>
    /// <param name="ndim">Number of axes n, ≥ 0.</param>
    /// <param name="matrix">(n+1)² elements, row-major; the last row is 0 … 0 1.</param>
    /// <exception cref="ArgumentException">The matrix has another number of elements.</exception>
    public AffineTransform(int ndim, ImmutableArray<double> matrix)
    {
        var length = matrix.IsDefault ? 0 : matrix.Length;
        if (length != (ndim + 1) * (ndim + 1))
        {
            throw new ArgumentException(
                $"A {ndim}-D affine transform has {(ndim + 1) * (ndim + 1)} elements, not {length}.", nameof(matrix));
        }

        Ndim = ndim;
        Matrix = matrix;
    }

    /// <summary>Number of axes.</summary>
    [Id(0)]
    public int Ndim { get; }

    /// <summary>The homogeneous matrix, row-major, (n+1)² elements.</summary>
    [Id(1)]
    public ImmutableArray<double> Matrix { get; }

    /// <summary>The element in a row and column of the homogeneous matrix.</summary>
    /// <param name="row">0 … n.</param>
    /// <param name="column">0 … n; column n is the translation.</param>
    public double this[int row, int column] => Matrix[(row * (Ndim + 1)) + column];

    /// <summary>The map that changes nothing.</summary>
    /// <param name="ndim">Number of axes.</param>
    public static AffineTransform Identity(int ndim) =>
        FromScaleTranslate([.. Enumerable.Repeat(1.0, ndim)], [.. Enumerable.Repeat(0.0, ndim)]);

    /// <summary>Scales each axis, then translates.</summary>
    /// <param name="scale">n factors; none is 0.</param>
    /// <param name="translate">n offsets, in the target's units.</param>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static AffineTransform FromScaleTranslate(ReadOnlySpan<double> scale, ReadOnlySpan<double> translate)
    {
        if (scale.Length != translate.Length)
        {
            throw new ArgumentException($"{scale.Length} scale factors do not go with {translate.Length} offsets.");
        }

        var n = scale.Length;
        var matrix = new double[(n + 1) * (n + 1)];
        for (var axis = 0; axis < n; axis++)
        {
            matrix[(axis * (n + 1)) + axis] = scale[axis];
            matrix[(axis * (n + 1)) + n] = translate[axis];
        }

        matrix[^1] = 1;
        return new AffineTransform(n, [.. matrix]);
    }

    /// <summary>The linear part, row-major, n² elements.</summary>
    public ImmutableArray<double> Linear =>
        [.. Enumerable.Range(0, Ndim * Ndim).Select(i => this[i / Ndim, i % Ndim])];

    /// <summary>A linear map without translation.</summary>
    /// <param name="linear">n² elements, row-major.</param>
    /// <exception cref="ArgumentException">The number of elements is no square.</exception>
    public static AffineTransform FromLinear(ImmutableArray<double> linear)
    {
        var n = (int)Math.Round(Math.Sqrt(linear.Length));
        if (n * n != linear.Length)
        {
            throw new ArgumentException($"{linear.Length} elements are no square matrix.", nameof(linear));
        }

        var matrix = new double[(n + 1) * (n + 1)];
        for (var i = 0; i < linear.Length; i++)
        {
            matrix[(i / n * (n + 1)) + (i % n)] = linear[i];
        }

        matrix[^1] = 1;
        return new AffineTransform(n, [.. matrix]);
    }
}
