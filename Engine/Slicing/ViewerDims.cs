using Lamella.Contracts.Geometry;

namespace Lamella.Engine.Slicing;

/// <summary>How a viewer's Dims follow its layers (SLICING T10, L15). Pure functions.</summary>
public static class ViewerDims
{
    /// <summary>
    /// The Dims after layers have been removed, moved or given other data or another transform: as many axes as the
    /// layers need, their ranges, and the point within them. Without layers, two axes and everything as at first.
    /// </summary>
    /// <param name="dims">The Dims until now.</param>
    /// <param name="extents">One for each layer there is now.</param>
    public static Dims OnLayersChanged(Dims dims, IReadOnlyCollection<WorldExtent> extents)
    {
        if (extents.Count == 0)
        {
            return dims.WithNdim(2).Reset();
        }

        var ranges = DimsRanges.Of(extents);
        return dims.WithNdim(ranges.Length).WithRange(ranges);
    }

    /// <summary>The Dims after a layer has been added; the first layer brings all axes to their middle (L15, D14).</summary>
    /// <param name="dims">The Dims until now.</param>
    /// <param name="extents">One for each layer there is now, the new one among them.</param>
    public static Dims OnLayerAdded(Dims dims, IReadOnlyCollection<WorldExtent> extents)
    {
        var changed = OnLayersChanged(dims, extents);
        return extents.Count == 1 ? changed.GoToCenterStep() : changed;
    }
}
