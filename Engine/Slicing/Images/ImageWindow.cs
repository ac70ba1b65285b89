using System.Collections.Immutable;
using Lamella.Contracts.Slicing;
using Lamella.Engine.Slicing.Multiscale;

namespace Lamella.Engine.Slicing.Images;

/// <summary>Which elements of which level make a slice.</summary>
/// <param name="Level">The resolution level; 0 is the finest.</param>
/// <param name="Ranges">Indices along each of the layer's axes, in that level's own numbers.</param>
public sealed record ImageWindow(int Level, ImmutableArray<AxisRange> Ranges)
{
    /// <summary>numpy.isclose's tolerances, by which a margin's end counts as lying on a plane (SLICING I6).</summary>
    private const double RelativeTolerance = 1e-5, AbsoluteTolerance = 1e-8;

    /// <summary>Planes that are projected: the product over the sliced axes.</summary>
    /// <param name="input">Where the layer is sliced.</param>
    public long Planes(SliceInput input) => input.NotDisplayed.Aggregate(1L, (planes, axis) => planes * Ranges[axis].Count);

    /// <summary>
    /// Whether the point lies beyond the data: <c>rnd(p) &lt; 0 or rnd(p) &gt; n − 1</c> on any sliced axis of the finest
    /// level, with the slab's ends where it has a thickness (I3).
    /// </summary>
    internal static bool IsOutOfRange(SliceInput input, ProjectionMode mode, ImmutableArray<long> finestShape)
    {
        var thick = mode != ProjectionMode.None;
        return input.NotDisplayed.Any(axis =>
            Rounded(thick ? input.High(axis) : input.Point[axis]) < 0
            || Rounded(thick ? input.Low(axis) : input.Point[axis]) > finestShape[axis] - 1);
    }

    /// <summary>The elements of one level that a slice in range is made of (I5, I6, I10, I11).</summary>
    /// <param name="input">Where the layer is sliced.</param>
    /// <param name="mode">How planes are projected.</param>
    /// <param name="data">The layer's data.</param>
    /// <param name="level">The level.</param>
    /// <param name="tile">The part of the level along the displayed axes; null takes all of it.</param>
    internal static ImageWindow Of(SliceInput input, ProjectionMode mode, ImageLayerData data, int level, CornerPixels? tile)
    {
        var shape = data.Shape(level);
        var ranges = new AxisRange[input.Ndim];
        foreach (var axis in input.Displayed)
        {
            ranges[axis] = tile is { } corners ? corners.Range(axis, shape[axis]) : AxisRange.All(shape[axis]);
        }

        foreach (var axis in input.NotDisplayed)
        {
            var factor = data.DownsampleFactors[level][axis];
            var point = input.Point[axis] / factor;
            point = data.IsMultiscale ? Math.Clamp(point, 0, shape[axis] - 1) : point;
            ranges[axis] = mode == ProjectionMode.None
                ? AxisRange.At((long)Rounded(point))
                : Slab(point, input.MarginLeft[axis] / factor, input.MarginRight[axis] / factor, shape[axis]);
        }

        return new ImageWindow(level, [.. ranges]);
    }

    /// <summary>
    /// The planes of a slab. An end that lies on a plane takes that plane in; any other is rounded, and the rounded end is
    /// out (I6): at 2, margins of 1 give planes 1, 2, 3, of 0.6 planes 1, 2, of 0.5 plane 2.
    /// </summary>
    private static AxisRange Slab(double point, double left, double right, long length)
    {
        var low = Math.Max(Rounded(point - left), 0);
        var high = Math.Max(Rounded(point + right), 0);
        if (Math.Abs(high - (point + right)) <= AbsoluteTolerance + (RelativeTolerance * Math.Abs(point + right)))
        {
            high++;
        }

        low = Math.Min(low, length - 1);
        high = Math.Min(low >= high ? low + 1 : high, length);
        return new AxisRange((long)low, (long)high);
    }

    private static double Rounded(double coordinate) => Math.Round(coordinate, MidpointRounding.ToEven);
}
