using System.Collections.Immutable;

namespace Lamella.Engine.Slicing.Slabs;

/// <summary>
/// The box along the sliced axes within which items are shown, in data coordinates; both ends belong to it (SLICING P2).
/// Written once for points, vectors and surfaces. Immutable.
/// </summary>
public sealed class Slab
{
    /// <summary>What a thin slice is widened by on either side, in data units, so that it is one element thick.</summary>
    public const double HalfElement = 0.5;

    // numpy.isclose: |a − b| ≤ atol + rtol·|b|.
    private const double AbsoluteTolerance = 1e-8;
    private const double RelativeTolerance = 1e-5;

    private Slab(ImmutableArray<int> axes, ImmutableArray<double> point, ImmutableArray<double> low, ImmutableArray<double> high)
    {
        Axes = axes;
        Point = point;
        Low = low;
        High = high;
    }

    /// <summary>The sliced axes.</summary>
    public ImmutableArray<int> Axes { get; }

    /// <summary>The data point on each of <see cref="Axes"/>.</summary>
    public ImmutableArray<double> Point { get; }

    /// <summary>The lowest coordinate on each of <see cref="Axes"/>.</summary>
    public ImmutableArray<double> Low { get; }

    /// <summary>The highest coordinate on each of <see cref="Axes"/>.</summary>
    public ImmutableArray<double> High { get; }

    /// <summary>Whether nothing is sliced, so that everything is inside.</summary>
    public bool IsEverything => Axes.IsEmpty;

    /// <summary>The slab of a slice input.</summary>
    /// <param name="input">Where the layer is sliced.</param>
    /// <param name="thick">Whether margins count; without them the slab is one element thick.</param>
    public static Slab From(SliceInput input, bool thick) => Create(
        input.NotDisplayed,
        [.. input.NotDisplayed.Select(axis => input.Point[axis])],
        [.. input.NotDisplayed.Select(axis => thick ? input.Low(axis) : input.Point[axis])],
        [.. input.NotDisplayed.Select(axis => thick ? input.High(axis) : input.Point[axis])]);

    /// <summary>A slab of given bounds, widened where it is too thin.</summary>
    /// <param name="axes">The sliced axes.</param>
    /// <param name="point">The data point on each of them.</param>
    /// <param name="low">The lowest coordinate on each of them.</param>
    /// <param name="high">The highest coordinate on each of them.</param>
    public static Slab Create(
        ImmutableArray<int> axes, ImmutableArray<double> point, ImmutableArray<double> low, ImmutableArray<double> high)
    {
        var (lows, highs) = (low.ToArray(), high.ToArray());
        for (var i = 0; i < lows.Length; i++)
        {
            if (IsClose(highs[i], lows[i]))
            {
                lows[i] -= HalfElement;
                highs[i] += HalfElement;
            }
        }

        return new Slab(axes, point, [.. lows], [.. highs]);
    }

    /// <summary>The same slab reaching further on both sides of each axis.</summary>
    /// <param name="distance">How much further on each of <see cref="Axes"/>, ≥ 0, in data units.</param>
    public Slab Widen(Func<int, double> distance) => new(
        Axes,
        Point,
        [.. Low.Select((low, i) => low - distance(Axes[i]))],
        [.. High.Select((high, i) => high + distance(Axes[i]))]);

    /// <summary>The slab along some of its axes, with other numbers for them.</summary>
    /// <param name="keep">Which of <see cref="Axes"/> to keep.</param>
    /// <param name="rename">The new number of a kept axis.</param>
    public Slab Select(Func<int, bool> keep, Func<int, int> rename)
    {
        int[] kept = [.. Enumerable.Range(0, Axes.Length).Where(i => keep(Axes[i]))];
        return new Slab(
            [.. kept.Select(i => rename(Axes[i]))],
            [.. kept.Select(i => Point[i])],
            [.. kept.Select(i => Low[i])],
            [.. kept.Select(i => High[i])]);
    }

    private static bool IsClose(double a, double b) =>
        a.Equals(b) || (double.IsFinite(a) && double.IsFinite(b)
            && Math.Abs(a - b) <= AbsoluteTolerance + (RelativeTolerance * Math.Abs(b)));
}
