using System.Collections.Immutable;
using System.Globalization;
using Lamella.Contracts.Errors;
using MessagePack;

namespace Lamella.Contracts.Geometry;

/// <summary>
/// How a layer lies in the world, in napari's terms: data are scaled, sheared, rotated, translated, and then the affine is
/// applied (SLICING T2–T6). Whatever is shorter than the layer's number of axes belongs to the last axes. Parts that are
/// empty do nothing.
/// </summary>
[GenerateSerializer, Immutable, MessagePackObject]
[Alias("lamella.layer-transform")]
public sealed record LayerTransform
{
    /// <summary>Changes nothing.</summary>
    public static LayerTransform Identity { get; } = new();

    /// <summary>World units of one data index per axis; never 0, negative ones mirror.</summary>
    [Id(0), Key(0)]
    public ImmutableArray<double> Scale { get; init; } = [];

    /// <summary>World coordinates of data index 0 per axis, before <see cref="Affine"/>.</summary>
    [Id(1), Key(1)]
    public ImmutableArray<double> Translate { get; init; } = [];

    /// <summary>Degrees: one angle in the plane of the last two axes, or three (a, b, g) for Rz(a)·Ry(b)·Rx(g) (T4).</summary>
    [Id(2), Key(2)]
    public ImmutableArray<double> Rotate { get; init; } = [];

    /// <summary>A rotation matrix in place of <see cref="Rotate"/>, m² elements, row-major, for the last m axes.</summary>
    [Id(3), Key(3)]
    public ImmutableArray<double> RotateMatrix { get; init; } = [];

    /// <summary>The strict upper triangle of the shear matrix, row by row: m(m − 1)/2 numbers for the last m axes (T5).</summary>
    [Id(4), Key(4)]
    public ImmutableArray<double> Shear { get; init; } = [];

    /// <summary>A triangular matrix of unit diagonal in place of <see cref="Shear"/>, m² elements, row-major.</summary>
    [Id(5), Key(5)]
    public ImmutableArray<double> ShearMatrix { get; init; } = [];

    /// <summary>What is applied after everything else; null where nothing is.</summary>
    [Id(6), Key(6)]
    public AffineTransform? Affine { get; init; }

    /// <summary>The map from the layer's data to its physical space: translate · rotate · shear · scale (T2).</summary>
    /// <param name="ndim">Axes of the layer.</param>
    /// <exception cref="LamellaException">
    /// <see cref="LamellaErrorCode.InvalidArgument"/>: a scale of 0, a part for more axes than the layer has, or one that is default.
    /// </exception>
    public AffineTransform DataToPhysical(int ndim)
    {
        if (Scale.IsDefault || Translate.IsDefault || Rotate.IsDefault || RotateMatrix.IsDefault || Shear.IsDefault || ShearMatrix.IsDefault)
        {
            throw new LamellaException(
                LamellaErrorCode.InvalidArgument, "A part of the transform has no value; an empty one does nothing.", expected: "a value", got: "none");
        }

        var scale = PadFront(Scale, ndim, 1, "scale");
        for (var axis = 0; axis < ndim; axis++)
        {
            if (scale[axis] == 0 || !double.IsFinite(scale[axis]))
            {
                throw Invalid($"The scale of axis {axis} is {scale[axis].ToString(CultureInfo.InvariantCulture)}; it must be finite and not 0.", "a number other than 0", scale[axis]);
            }
        }

        var linear = AffineTransform.FromScaleTranslate(scale, new double[ndim]);
        if (!Shear.IsEmpty || !ShearMatrix.IsEmpty)
        {
            linear = EmbedLinear(ShearMatrix.IsEmpty ? TriangleToMatrix() : CheckedShear(), ndim, "shear").Compose(linear);
        }

        if (!Rotate.IsEmpty || !RotateMatrix.IsEmpty)
        {
            linear = EmbedLinear(RotateMatrix.IsEmpty ? Rotation.Matrix(Rotate) : RotateMatrix, ndim, "rotate").Compose(linear);
        }

        var shift = AffineTransform.FromScaleTranslate(
            [.. Enumerable.Repeat(1.0, ndim)], PadFront(Translate, ndim, 0, "translate"));
        return shift.Compose(linear);
    }

    /// <summary>The map from the layer's data to the world: affine · data_to_physical (T1).</summary>
    /// <param name="ndim">Axes of the layer.</param>
    /// <exception cref="LamellaException">As <see cref="DataToPhysical"/>.</exception>
    public AffineTransform DataToWorld(int ndim)
    {
        var physical = DataToPhysical(ndim);
        return Affine is null ? physical : Affine.Embed(ndim).Compose(physical);
    }

    /// <inheritdoc/>
    public bool Equals(LayerTransform? other) =>
        other is not null
        && Coordinates.Same(Scale, other.Scale)
        && Coordinates.Same(Translate, other.Translate)
        && Coordinates.Same(Rotate, other.Rotate)
        && Coordinates.Same(RotateMatrix, other.RotateMatrix)
        && Coordinates.Same(Shear, other.Shear)
        && Coordinates.Same(ShearMatrix, other.ShearMatrix)
        && Equals(Affine, other.Affine);

    /// <inheritdoc/>
    public override int GetHashCode() =>
        HashCode.Combine(Coordinates.Hash(Scale), Coordinates.Hash(Translate), Coordinates.Hash(Rotate), Affine);

    private static LamellaException Invalid(string message, string expected, double got) =>
        new(LamellaErrorCode.InvalidArgument, message, expected: expected, got: got.ToString(CultureInfo.InvariantCulture));

    private static double[] PadFront(ImmutableArray<double> values, int ndim, double filler, string part) =>
        values.Length <= ndim
            ? [.. Enumerable.Repeat(filler, ndim - values.Length), .. values]
            : throw Invalid($"{values.Length} numbers of {part} do not go with a {ndim}-D layer.", $"at most {ndim}", values.Length);

    private static AffineTransform EmbedLinear(ImmutableArray<double> square, int ndim, string part)
    {
        var size = (int)Math.Round(Math.Sqrt(square.Length));
        if (size * size != square.Length || size > ndim)
        {
            throw Invalid($"A {part} matrix of {square.Length} elements does not go with a {ndim}-D layer.", $"m² elements, m ≤ {ndim}", square.Length);
        }

        return AffineTransform.FromLinear(square).Embed(ndim);
    }

    private ImmutableArray<double> TriangleToMatrix()
    {
        var size = (int)Math.Round((1 + Math.Sqrt(1 + (8.0 * Shear.Length))) / 2);
        if (size * (size - 1) / 2 != Shear.Length)
        {
            throw Invalid($"{Shear.Length} numbers are no triangle of shears.", "1, 3, 6, 10 … numbers", Shear.Length);
        }

        var matrix = new double[size * size];
        var next = 0;
        for (var row = 0; row < size; row++)
        {
            matrix[(row * size) + row] = 1;
            for (var column = row + 1; column < size; column++)
            {
                matrix[(row * size) + column] = Shear[next++];
            }
        }

        return [.. matrix];
    }

    private ImmutableArray<double> CheckedShear()
    {
        var size = (int)Math.Round(Math.Sqrt(ShearMatrix.Length));
        bool upper = true, lower = true;
        for (var i = 0; i < ShearMatrix.Length; i++)
        {
            var (row, column) = (i / size, i % size);
            upper &= row <= column || ShearMatrix[i] == 0;
            lower &= row >= column || ShearMatrix[i] == 0;
            if (row == column && ShearMatrix[i] != 1)
            {
                throw Invalid($"The diagonal of a shear matrix is 1, not {ShearMatrix[i].ToString(CultureInfo.InvariantCulture)} at axis {row}.", "1", ShearMatrix[i]);
            }
        }

        return upper || lower
            ? ShearMatrix
            : throw Invalid("A shear matrix is triangular; this one has elements on both sides of its diagonal.", "a triangular matrix", ShearMatrix.Length);
    }
}
