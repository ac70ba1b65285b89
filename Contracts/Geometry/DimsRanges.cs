using System.Collections.Immutable;

namespace Lamella.Contracts.Geometry;

/// <summary>The ranges of a viewer from the extents of its layers.</summary>
public static class DimsRanges
{
    /// <summary>Where an axis on which no layer holds anything reaches: napari's canvas of 512 pixels (SLICING T10).</summary>
    private static readonly DimRange Nothing = new(-0.5, 511.5, 1);

    /// <summary>
    /// The union of all layers' extents with the smallest step, layers aligned on their last axes; NaN counts as missing
    /// (SLICING T10).
    /// </summary>
    /// <param name="extents">One for each layer, in any order.</param>
    /// <returns>As many ranges as the largest layer has axes, at least two; without layers two of (0, 2, 1).</returns>
    public static ImmutableArray<DimRange> Of(IReadOnlyCollection<WorldExtent> extents)
    {
        if (extents.Count == 0)
        {
            return [DimRange.Default, DimRange.Default];
        }

        var ndim = Math.Max(2, extents.Max(static extent => extent.Ndim));
        return [.. Enumerable.Range(0, ndim).Select(axis => Along(extents, ndim - axis))];
    }

    private static DimRange Along(IReadOnlyCollection<WorldExtent> extents, int fromEnd)
    {
        double start = double.PositiveInfinity, stop = double.NegativeInfinity, step = double.PositiveInfinity;
        foreach (var extent in extents.Where(extent => extent.Ndim >= fromEnd))
        {
            var axis = extent.Ndim - fromEnd;
            start = MinNumber(start, extent.Min[axis]);
            stop = -MinNumber(-stop, -extent.Max[axis]);
            step = MinNumber(step, extent.Step[axis]);
        }

        return start > stop ? Nothing : new DimRange(start, stop, double.IsFinite(step) && step > 0 ? step : 1);
    }

    private static double MinNumber(double known, double candidate) =>
        double.IsNaN(candidate) ? known : Math.Min(known, candidate);
}
