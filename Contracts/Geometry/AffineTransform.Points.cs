using System.Collections.Immutable;

namespace Lamella.Contracts.Geometry;

public sealed partial class AffineTransform
{
    /// <summary>
    /// Maps a point. Of one with more coordinates than axes the last ones count; one with fewer gets zeros in front
    /// (SLICING T8).
    /// </summary>
    /// <param name="point">Coordinates of the source, slowest axis first.</param>
    /// <returns>n coordinates of the target.</returns>
    public ImmutableArray<double> Apply(ReadOnlySpan<double> point)
    {
        Span<double> source = stackalloc double[Ndim];
        source.Clear();
        var shared = Math.Min(Ndim, point.Length);
        point[^shared..].CopyTo(source[^shared..]);
        var target = new double[Ndim];
        for (var row = 0; row < Ndim; row++)
        {
            var sum = this[row, Ndim];
            for (var column = 0; column < Ndim; column++)
            {
                sum += this[row, column] * source[column];
            }

            target[row] = sum;
        }

        return [.. target];
    }

    /// <summary>Maps a point of a layer to the viewer's space; this transform is the layer's data_to_world.</summary>
    /// <param name="point">A point in the layer's data coordinates; padded as <see cref="Apply"/> says.</param>
    public WorldPoint DataToWorld(DataPoint point) => new(Apply(point.Coordinates.AsSpan()));

    /// <summary>Maps a point of the viewer's space to a layer; this transform is the layer's data_to_world.</summary>
    /// <param name="point">A point in world coordinates; padded as <see cref="Apply"/> says.</param>
    /// <exception cref="Errors.LamellaException"><see cref="Errors.LamellaErrorCode.InvalidArgument"/>: it has no inverse.</exception>
    public DataPoint WorldToData(WorldPoint point) => new(Inverse().Apply(point.Coordinates.AsSpan()));

    /// <summary>The smallest world box that holds a data box: the bounds of its 2ⁿ corners (SLICING T9).</summary>
    /// <param name="low">The lowest corner, n data coordinates.</param>
    /// <param name="high">The highest corner, n data coordinates.</param>
    /// <returns>The world box, and <see cref="Scale"/> without signs as the step of each axis.</returns>
    public WorldExtent ExtentOf(ReadOnlySpan<double> low, ReadOnlySpan<double> high)
    {
        var min = new double[Ndim];
        var max = new double[Ndim];
        for (var row = 0; row < Ndim; row++)
        {
            // The corners' coordinate is a sum with one independent choice for each axis, so its bounds are sums of bounds.
            min[row] = max[row] = this[row, Ndim];
            for (var column = 0; column < Ndim; column++)
            {
                var atLow = this[row, column] * low[column];
                var atHigh = this[row, column] * high[column];
                min[row] += Math.Min(atLow, atHigh);
                max[row] += Math.Max(atLow, atHigh);
            }
        }

        return new WorldExtent([.. min], [.. max], [.. Scale.Select(Math.Abs)]);
    }

    /// <summary>
    /// The displayed axes into which slicing some axes would have to rotate or shear, and does not: those whose row of this
    /// world-to-data map has a coefficient of at least <see cref="Tolerance"/> on an axis that is not displayed. Empty where
    /// slicing is orthogonal (SLICING S8; differs from napari, which probes the sum of the coefficients only).
    /// </summary>
    /// <param name="displayed">The layer's displayed axes.</param>
    /// <param name="notDisplayed">The layer's sliced axes.</param>
    public ImmutableArray<int> NonOrthogonalAxes(ImmutableArray<int> displayed, ImmutableArray<int> notDisplayed) =>
        [.. displayed.Where(row => notDisplayed.Any(column => Math.Abs(this[row, column]) >= Tolerance)).Order()];
}
