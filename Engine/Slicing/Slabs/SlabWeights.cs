namespace Lamella.Engine.Slicing.Slabs;

/// <summary>How much is left of an item away from the point, or away from the slab. Written once for points and vectors.</summary>
internal static class SlabWeights
{
    /// <summary>The scale of an item that does not reach the slab.</summary>
    public const double OutOfReach = -1;

    /// <summary>
    /// 1 at the point, linear to 0 at the slab's ends, multiplied over the sliced axes (SLICING P5). An end at the point
    /// itself gives NaN there, as it does in napari.
    /// </summary>
    /// <param name="table">The items.</param>
    /// <param name="slab">The slab, which holds them.</param>
    /// <param name="rows">Which.</param>
    public static double[] Linear(CoordinateTable table, Slab slab, ReadOnlySpan<int> rows)
    {
        var weights = Ones(rows.Length);
        for (var i = 0; i < slab.Axes.Length; i++)
        {
            var column = table.Columns[slab.Axes[i]];
            for (var k = 0; k < rows.Length; k++)
            {
                var distance = column[rows[k]] - slab.Point[i];
                weights[k] *= 1 - (distance / ((distance < 0 ? slab.Low[i] : slab.High[i]) - slab.Point[i]));
            }
        }

        return weights;
    }

    /// <summary>
    /// What is left of items that reach into the slab from outside: <c>(reach − distance) / reach</c>, multiplied over the
    /// sliced axes (P7, V1). Only an item that is inside on every axis is at distance 0; one that is inside on one axis alone
    /// is as far from the slab there as from the nearer end. Nothing is lost of what reaches nowhere and is inside.
    /// </summary>
    /// <param name="table">The items.</param>
    /// <param name="slab">The slab.</param>
    /// <param name="row">The item.</param>
    /// <param name="reach">How far the item reaches along each of the slab's axes, data units.</param>
    /// <returns>The product; <see cref="OutOfReach"/> where the item does not reach the slab on some axis.</returns>
    public static double OutOfSlice(CoordinateTable table, Slab slab, int row, ReadOnlySpan<double> reach)
    {
        var inside = true;
        for (var i = 0; i < slab.Axes.Length; i++)
        {
            var coordinate = table[row, slab.Axes[i]];
            inside &= coordinate >= slab.Low[i] && coordinate <= slab.High[i];
        }

        var scale = 1.0;
        for (var i = 0; i < slab.Axes.Length; i++)
        {
            var coordinate = table[row, slab.Axes[i]];
            var distance = inside ? 0 : Math.Min(Math.Abs(coordinate - slab.Low[i]), Math.Abs(coordinate - slab.High[i]));
            if (!(distance <= reach[i]))
            {
                return OutOfReach;
            }

            scale *= reach[i] == 0 ? 1 : (reach[i] - distance) / reach[i];
        }

        return scale;
    }

    /// <summary>As many ones.</summary>
    /// <param name="count">How many.</param>
    public static double[] Ones(int count)
    {
        var ones = new double[count];
        ones.AsSpan().Fill(1);
        return ones;
    }
}
