using System.Collections.Immutable;
using Lamella.Contracts.Geometry;

namespace Lamella.Engine.Slicing;

/// <summary>
/// Where one layer is sliced, in its own axes and data coordinates: what every layer type's request is made of
/// (SLICING S1–S6). Immutable. Axes are the layer's, slowest first.
/// </summary>
public sealed record SliceInput
{
    private SliceInput()
    {
    }

    /// <summary>Number of the layer's axes.</summary>
    public required int Ndim { get; init; }

    /// <summary>Number of axes that the viewer displays, 2 or 3; the layer may have fewer.</summary>
    public required int Ndisplay { get; init; }

    /// <summary>The layer's axes in display order, a permutation of 0 … <see cref="Ndim"/> − 1.</summary>
    public required ImmutableArray<int> Order { get; init; }

    /// <summary>The displayed axes, in display order.</summary>
    public required ImmutableArray<int> Displayed { get; init; }

    /// <summary>The sliced axes, in their order.</summary>
    public required ImmutableArray<int> NotDisplayed { get; init; }

    /// <summary>The point per axis; NaN on displayed axes, which means not sliced; never NaN or infinite on sliced ones.</summary>
    public required DataPoint Point { get; init; }

    /// <summary>How far a thick slice reaches below the point per axis, in data units, NaN on displayed axes.</summary>
    public required ImmutableArray<double> MarginLeft { get; init; }

    /// <summary>How far a thick slice reaches above the point per axis, in data units, NaN on displayed axes.</summary>
    public required ImmutableArray<double> MarginRight { get; init; }

    /// <summary>The layer's data to world coordinates.</summary>
    public required AffineTransform DataToWorld { get; init; }

    /// <summary>World coordinates to the layer's data.</summary>
    public required AffineTransform WorldToData { get; init; }

    /// <summary>What slicing along axes cannot honour (S8); empty where all is well.</summary>
    public ImmutableArray<SliceWarning> Warnings
    {
        get
        {
            var axes = WorldToData.NonOrthogonalAxes(Displayed, NotDisplayed);
            return axes.IsEmpty ? [] : [SliceWarning.NonOrthogonal(axes)];
        }
    }

    /// <summary>The lowest data coordinate of the slab on a sliced axis.</summary>
    /// <param name="axis">A sliced axis.</param>
    public double Low(int axis) => Point[axis] - MarginLeft[axis];

    /// <summary>The highest data coordinate of the slab on a sliced axis.</summary>
    /// <param name="axis">A sliced axis.</param>
    public double High(int axis) => Point[axis] + MarginRight[axis];

    /// <summary>Takes a viewer's Dims to a layer. The layer lives on the viewer's last axes (S1).</summary>
    /// <param name="dims">The viewer's Dims; where it has fewer axes than the layer, it is filled on the left.</param>
    /// <param name="dataToWorld">The layer's transform; its rank is the layer's number of axes.</param>
    /// <exception cref="Contracts.Errors.LamellaException">
    /// <see cref="Contracts.Errors.LamellaErrorCode.InvalidArgument"/>: the transform has no inverse.
    /// </exception>
    public static SliceInput From(Dims dims, AffineTransform dataToWorld)
    {
        var ndim = dataToWorld.Ndim;
        var viewer = dims.Ndim < ndim ? dims.WithNdim(ndim) : dims;
        var order = AxisOrder.ForLayer(viewer.Order, ndim);
        var split = Math.Max(0, ndim - viewer.Ndisplay);
        var notDisplayed = order[..split];
        var worldToData = dataToWorld.Inverse();
        // A submatrix of the inverse, not the inverse of a submatrix: displayed axes do not contribute (S4).
        var toSliced = worldToData.SetSlice(notDisplayed.AsSpan());
        var point = toSliced.Apply(Pick(viewer.Point, ndim, notDisplayed).AsSpan());
        var left = Lengths(toSliced, Pick(viewer.MarginLeft, ndim, notDisplayed));
        var right = Lengths(toSliced, Pick(viewer.MarginRight, ndim, notDisplayed));
        for (var i = 0; i < split; i++)
        {
            if (left[i] + right[i] < 0)
            {
                // A mirrored axis: what is left of the point in the world is right of it in the data.
                (left[i], right[i]) = (-right[i], -left[i]);
            }
        }

        return new SliceInput
        {
            Ndim = ndim,
            Ndisplay = viewer.Ndisplay,
            Order = order,
            Displayed = order[split..],
            NotDisplayed = notDisplayed,
            Point = new DataPoint(Spread(point, notDisplayed, ndim)),
            MarginLeft = Spread(left, notDisplayed, ndim),
            MarginRight = Spread(right, notDisplayed, ndim),
            DataToWorld = dataToWorld,
            WorldToData = worldToData,
        };
    }

    /// <inheritdoc/>
    public bool Equals(SliceInput? other) =>
        other is not null
        && Ndisplay == other.Ndisplay
        && Order.AsSpan().SequenceEqual(other.Order.AsSpan())
        && Point == other.Point
        && MarginLeft.AsSpan().SequenceEqual(other.MarginLeft.AsSpan())
        && MarginRight.AsSpan().SequenceEqual(other.MarginRight.AsSpan())
        && DataToWorld.Equals(other.DataToWorld);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Ndim, Ndisplay, Point, DataToWorld);

    private static ImmutableArray<double> Pick(ImmutableArray<double> viewer, int ndim, ImmutableArray<int> axes) =>
        [.. axes.Select(axis => viewer[viewer.Length - ndim + axis])];

    /// <summary>The linear part alone: a margin is a length, so the translation has no say in it (S5).</summary>
    private static double[] Lengths(AffineTransform transform, ImmutableArray<double> margins)
    {
        var lengths = new double[margins.Length];
        for (var row = 0; row < lengths.Length; row++)
        {
            for (var column = 0; column < lengths.Length; column++)
            {
                lengths[row] += transform[row, column] * margins[column];
            }
        }

        return lengths;
    }

    private static ImmutableArray<double> Spread(IReadOnlyList<double> sliced, ImmutableArray<int> axes, int ndim)
    {
        double[] spread = [.. Enumerable.Repeat(double.NaN, ndim)];
        for (var i = 0; i < axes.Length; i++)
        {
            spread[axes[i]] = Finite(sliced[i]);
        }

        return [.. spread];
    }

    /// <summary>NaN becomes 0 and infinity the largest number, as numpy's nan_to_num (S6).</summary>
    private static double Finite(double value) =>
        double.IsNaN(value) ? 0 : Math.Clamp(value, double.MinValue, double.MaxValue);
}
