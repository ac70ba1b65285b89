using Lamella.Contracts.Geometry;

namespace Lamella.Engine.Slicing.Picking;

/// <summary>A line of sight through three displayed axes, in one layer's data coordinates and display order. Immutable.</summary>
public sealed class DataRay
{
    private const int Axes = 3;

    private readonly double[] _origin;
    private readonly double[] _direction;

    private DataRay(double[] origin, double[] direction)
    {
        _origin = origin;
        _direction = direction;
    }

    /// <summary>A place on the line, on an axis.</summary>
    /// <param name="axis">0 … 2, in display order.</param>
    public double Origin(int axis) => _origin[axis];

    /// <summary>Where the line goes, on an axis; of length 1.</summary>
    /// <param name="axis">0 … 2, in display order.</param>
    public double Direction(int axis) => _direction[axis];

    /// <summary>The coordinate at a distance from the origin.</summary>
    /// <param name="axis">0 … 2, in display order.</param>
    /// <param name="distance">In data units; negative ones lie behind the origin.</param>
    public double At(int axis, double distance) => _origin[axis] + (distance * _direction[axis]);

    /// <summary>The line through a place; null where the layer does not display three axes, or the direction is none.</summary>
    /// <param name="input">Where the layer is sliced.</param>
    /// <param name="place">A place in the world.</param>
    /// <param name="direction">Where one looks, in world coordinates, of any length.</param>
    public static DataRay? From(SliceInput input, WorldPoint place, WorldPoint direction)
    {
        if (input.Displayed.Length != Axes)
        {
            return null;
        }

        var origin = input.WorldToData.Apply(place.Coordinates.AsSpan());
        var turned = input.WorldToData.Apply(direction.Coordinates.AsSpan());
        double[] on = [.. input.Displayed.Select(axis => turned[axis] - input.WorldToData[axis, input.Ndim])];
        var length = Math.Sqrt(on.Sum(static part => part * part));
        return length > 0 && double.IsFinite(length)
            ? new DataRay([.. input.Displayed.Select(axis => origin[axis])], [.. on.Select(part => part / length)])
            : null;
    }

    /// <summary>The line through a place of the data.</summary>
    /// <param name="origin">The place, on three axes.</param>
    /// <param name="direction">Where it goes; of length 1.</param>
    internal static DataRay Through(ReadOnlySpan<double> origin, ReadOnlySpan<double> direction) => new([.. origin], [.. direction]);

    /// <summary>The part of the line within a box; null where it passes by.</summary>
    /// <param name="low">Lowest coordinates, in display order.</param>
    /// <param name="high">Highest coordinates.</param>
    /// <returns>Distances from the origin, the nearer one first.</returns>
    public (double Near, double Far)? Within(ReadOnlySpan<double> low, ReadOnlySpan<double> high)
    {
        var (near, far) = (double.NegativeInfinity, double.PositiveInfinity);
        for (var axis = 0; axis < Axes; axis++)
        {
            if (_direction[axis] == 0)
            {
                if (_origin[axis] < low[axis] || _origin[axis] > high[axis])
                {
                    return null;
                }

                continue;
            }

            var (first, second) = ((low[axis] - _origin[axis]) / _direction[axis], (high[axis] - _origin[axis]) / _direction[axis]);
            near = Math.Max(near, Math.Min(first, second));
            far = Math.Min(far, Math.Max(first, second));
        }

        return near <= far ? (near, far) : null;
    }
}
