using System.Collections.Immutable;

namespace Lamella.Contracts.Geometry;

/// <summary>Arithmetic of axis permutations.</summary>
public static class AxisOrder
{
    /// <summary>
    /// The rank of each entry among all, such as (1, 0, 2) for (7, 2, 9): <c>argsort(argsort(x))</c>. Of equal entries the
    /// earlier one ranks lower.
    /// </summary>
    /// <param name="values">Any numbers.</param>
    public static ImmutableArray<int> Rank(ImmutableArray<int> values)
    {
        var ranks = new int[values.Length];
        for (var i = 0; i < ranks.Length; i++)
        {
            for (var j = 0; j < ranks.Length; j++)
            {
                ranks[i] += values[j] < values[i] || (values[j] == values[i] && j < i) ? 1 : 0;
            }
        }

        return [.. ranks];
    }

    /// <summary>Whether the entries are 0 … n − 1, each once.</summary>
    /// <param name="order">Axes.</param>
    public static bool IsPermutation(ImmutableArray<int> order)
    {
        var seen = new bool[order.Length];
        foreach (var axis in order)
        {
            if (axis < 0 || axis >= seen.Length || seen[axis])
            {
                return false;
            }

            seen[axis] = true;
        }

        return true;
    }

    /// <summary>
    /// The order of a layer's own axes in a viewer of more axes: a layer lives on the viewer's last axes, and the order of
    /// those is kept (SLICING S1).
    /// </summary>
    /// <param name="viewerOrder">The viewer's order.</param>
    /// <param name="layerNdim">Axes of the layer, at most the viewer's.</param>
    public static ImmutableArray<int> ForLayer(ImmutableArray<int> viewerOrder, int layerNdim)
    {
        var offset = viewerOrder.Length - layerNdim;
        return [.. viewerOrder.Where(axis => axis >= offset).Select(axis => axis - offset)];
    }
}
