using System.Collections.Immutable;
using Lamella.Contracts.Errors;

namespace Lamella.Contracts.Geometry;

public sealed partial class AffineTransform : IEquatable<AffineTransform>
{
    /// <summary>Off-diagonal elements below this count as zero (SLICING T7, S8).</summary>
    public const double Tolerance = 1e-8;

    /// <summary>Whether the linear part is diagonal: no element off the diagonal reaches <see cref="Tolerance"/>.</summary>
    public bool IsDiagonal
    {
        get
        {
            for (var row = 0; row < Ndim; row++)
            {
                for (var column = 0; column < Ndim; column++)
                {
                    if (row != column && !(Math.Abs(this[row, column]) < Tolerance))
                    {
                        return false;
                    }
                }
            }

            return true;
        }
    }

    /// <summary>The translation, n numbers in the target's units.</summary>
    public ImmutableArray<double> Translation => [.. Enumerable.Range(0, Ndim).Select(row => this[row, Ndim])];

    /// <summary>
    /// What one step along each source axis measures in the target, n numbers: the diagonal, with its signs, where the
    /// linear part is diagonal, else the absolute diagonal of R in its QR decomposition (SLICING T9).
    /// </summary>
    public ImmutableArray<double> Scale =>
        IsDiagonal ? [.. Enumerable.Range(0, Ndim).Select(axis => this[axis, axis])] : ScaleByOrthogonalization();

    /// <summary>This after another: <c>x ↦ this(inner(x))</c>.</summary>
    /// <param name="inner">What is applied first; as many axes.</param>
    /// <exception cref="LamellaException"><see cref="LamellaErrorCode.InvalidArgument"/>: another number of axes.</exception>
    public AffineTransform Compose(AffineTransform inner)
    {
        if (inner.Ndim != Ndim)
        {
            throw Mismatch($"A {Ndim}-D transform does not go with a {inner.Ndim}-D one.", Ndim, inner.Ndim);
        }

        var size = Ndim + 1;
        var product = new double[size * size];
        for (var row = 0; row < size; row++)
        {
            for (var column = 0; column < size; column++)
            {
                var sum = 0.0;
                for (var k = 0; k < size; k++)
                {
                    sum += this[row, k] * inner[k, column];
                }

                product[(row * size) + column] = sum;
            }
        }

        return new AffineTransform(Ndim, [.. product]);
    }

    /// <summary>The map back, by elimination with row pivots on the homogeneous matrix (SLICING T7).</summary>
    /// <exception cref="LamellaException"><see cref="LamellaErrorCode.InvalidArgument"/>: the matrix is singular.</exception>
    public AffineTransform Inverse()
    {
        var size = Ndim + 1;
        var left = Matrix.ToArray();
        var right = Identity(Ndim).Matrix.ToArray();
        for (var column = 0; column < size; column++)
        {
            var pivot = PivotRow(left, size, column);
            SwapRows(left, size, pivot, column);
            SwapRows(right, size, pivot, column);
            var divisor = left[(column * size) + column];
            if (divisor == 0 || !double.IsFinite(divisor))
            {
                throw new LamellaException(
                    LamellaErrorCode.InvalidArgument,
                    $"The {Ndim}-D transform cannot be inverted: axis {column} collapses; give every axis a scale that is not 0.",
                    expected: "an invertible matrix",
                    got: $"pivot {divisor} at axis {column}");
            }

            for (var k = 0; k < size; k++)
            {
                left[(column * size) + k] /= divisor;
                right[(column * size) + k] /= divisor;
            }

            Eliminate(left, right, size, column);
        }

        return new AffineTransform(Ndim, [.. right]);
    }

    /// <summary>
    /// The part of the map among some axes: a submatrix, except that a diagonal linear part stays exactly diagonal
    /// (SLICING T7). It is a part of this map, not the inverse of a part of its inverse; the two differ for rotations.
    /// </summary>
    /// <param name="axes">The axes, in the order they shall have.</param>
    /// <exception cref="LamellaException"><see cref="LamellaErrorCode.InvalidArgument"/>: no such axis.</exception>
    public AffineTransform SetSlice(ReadOnlySpan<int> axes)
    {
        var size = axes.Length + 1;
        var part = new double[size * size];
        var diagonal = IsDiagonal;
        for (var row = 0; row < axes.Length; row++)
        {
            if (axes[row] < 0 || axes[row] >= Ndim)
            {
                throw Mismatch($"There is no axis {axes[row]} in a {Ndim}-D transform.", Ndim, axes[row]);
            }

            for (var column = 0; column < axes.Length; column++)
            {
                part[(row * size) + column] = diagonal && row != column ? 0 : this[axes[row], axes[column]];
            }

            part[(row * size) + axes.Length] = this[axes[row], Ndim];
        }

        part[^1] = 1;
        return new AffineTransform(axes.Length, [.. part]);
    }

    /// <summary>
    /// The same map on the last axes of a larger space; the added leading axes stay as they are. In a smaller space, what
    /// it does to the last axes alone (SLICING T3).
    /// </summary>
    /// <param name="ndim">Number of axes wanted.</param>
    public AffineTransform Embed(int ndim)
    {
        if (ndim == Ndim)
        {
            return this;
        }

        if (ndim < Ndim)
        {
            return SetSlice([.. Enumerable.Range(Ndim - ndim, ndim)]);
        }

        var offset = ndim - Ndim;
        var matrix = Identity(ndim).Matrix.ToArray();
        for (var row = 0; row < Ndim; row++)
        {
            for (var column = 0; column <= Ndim; column++)
            {
                matrix[((row + offset) * (ndim + 1)) + column + offset] = this[row, column];
            }
        }

        return new AffineTransform(ndim, [.. matrix]);
    }

    /// <inheritdoc/>
    public bool Equals(AffineTransform? other) =>
        ReferenceEquals(this, other) || (other is not null && Ndim == other.Ndim && Coordinates.Same(Matrix, other.Matrix));

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as AffineTransform);

    /// <inheritdoc/>
    public override int GetHashCode() => Coordinates.Hash(Matrix);

    private static LamellaException Mismatch(string message, int expected, int got) =>
        new(LamellaErrorCode.InvalidArgument, message, expected: $"{expected}", got: $"{got}");

    private static int PivotRow(double[] matrix, int size, int column)
    {
        var best = column;
        for (var row = column + 1; row < size; row++)
        {
            best = Math.Abs(matrix[(row * size) + column]) > Math.Abs(matrix[(best * size) + column]) ? row : best;
        }

        return best;
    }

    private static void SwapRows(double[] matrix, int size, int first, int second)
    {
        for (var k = 0; k < size && first != second; k++)
        {
            (matrix[(first * size) + k], matrix[(second * size) + k]) = (matrix[(second * size) + k], matrix[(first * size) + k]);
        }
    }

    private static void Eliminate(double[] left, double[] right, int size, int column)
    {
        for (var row = 0; row < size; row++)
        {
            var factor = left[(row * size) + column];
            if (row == column || factor == 0)
            {
                continue;
            }

            for (var k = 0; k < size; k++)
            {
                left[(row * size) + k] -= factor * left[(column * size) + k];
                right[(row * size) + k] -= factor * right[(column * size) + k];
            }
        }
    }

    /// <summary>|diag R| of a QR decomposition: what is left of each column once the earlier ones are projected out.</summary>
    private ImmutableArray<double> ScaleByOrthogonalization()
    {
        var scale = new double[Ndim];
        var basis = new double[Ndim][];
        for (var column = 0; column < Ndim; column++)
        {
            double[] rest = [.. Enumerable.Range(0, Ndim).Select(row => this[row, column])];
            for (var earlier = 0; earlier < column; earlier++)
            {
                var along = rest.Zip(basis[earlier], static (a, b) => a * b).Sum();
                for (var row = 0; row < Ndim; row++)
                {
                    rest[row] -= along * basis[earlier][row];
                }
            }

            scale[column] = Math.Sqrt(rest.Sum(static x => x * x));
            basis[column] = scale[column] == 0 ? rest : [.. rest.Select(x => x / scale[column])];
        }

        return [.. scale];
    }
}
