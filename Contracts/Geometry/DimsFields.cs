using System.Collections.Immutable;
using System.Globalization;
using Lamella.Contracts.Errors;

namespace Lamella.Contracts.Geometry;

/// <summary>The parts of a <see cref="Dims"/> before they have been checked against each other.</summary>
internal readonly record struct DimsFields(
    int Ndim,
    int Ndisplay,
    ImmutableArray<int> Order,
    ImmutableArray<DimRange> Range,
    ImmutableArray<double> Point,
    ImmutableArray<double> MarginLeft,
    ImmutableArray<double> MarginRight,
    ImmutableArray<bool> Rollable,
    ImmutableArray<string> AxisLabels,
    int LastUsed)
{
    /// <summary>Most axes: NumPy's long-standing limit.</summary>
    private const int MaxNdim = 32;

    /// <summary>Repairs lengths, checks ranges and order, clamps the point (SLICING D2–D6, D11).</summary>
    public DimsFields Validate()
    {
        if (Ndim is < 1 or > MaxNdim)
        {
            throw Invalid($"Dims have 1 to {MaxNdim} axes, not {Ndim}.", $"1…{MaxNdim}", $"{Ndim}");
        }

        if (Ndisplay is not (2 or 3))
        {
            throw Invalid($"A viewer displays 2 or 3 axes, not {Ndisplay}.", "2 or 3", $"{Ndisplay}");
        }

        EnsureWhole(nameof(Range), Range.IsDefault);
        EnsureWhole(nameof(Point), Point.IsDefault);
        EnsureWhole(nameof(Order), Order.IsDefault);
        EnsureWhole("margins", MarginLeft.IsDefault || MarginRight.IsDefault);
        EnsureWhole(nameof(Rollable), Rollable.IsDefault);
        EnsureWhole("axis labels", AxisLabels.IsDefault);
        var range = Fit(Range, DimRange.Default);
        CheckRange(range);
        var point = Fit(Point, 0);
        var marginLeft = Fit(MarginLeft, 0);
        var marginRight = Fit(MarginRight, 0);
        CheckMargins(marginLeft, "left");
        CheckMargins(marginRight, "right");
        var order = FitOrder();
        return this with
        {
            Range = range,
            Point = Clamp(point, range),
            MarginLeft = marginLeft,
            MarginRight = marginRight,
            Order = order,
            Rollable = Fit(Rollable, true),
            AxisLabels = FitLabels(),
            LastUsed = FitLastUsed(order, range),
        };
    }

    private static LamellaException Invalid(string message, string expected, string got) =>
        new(LamellaErrorCode.InvalidArgument, message, expected: expected, got: got);

    private static void EnsureWhole(string part, bool isDefault)
    {
        if (isDefault)
        {
            throw Invalid($"The {part.ToLowerInvariant()} of Dims have no value; empty ones are filled with defaults.", "a value", "none");
        }
    }

    private static void CheckRange(ImmutableArray<DimRange> range)
    {
        for (var axis = 0; axis < range.Length; axis++)
        {
            var (start, stop, step) = range[axis];
            if (!double.IsFinite(start) || !double.IsFinite(stop) || start > stop)
            {
                throw Invalid(
                    string.Create(CultureInfo.InvariantCulture, $"Axis {axis}: a range starts at or below its stop, not at {start} for stop {stop}."),
                    string.Create(CultureInfo.InvariantCulture, $"start ≤ {stop}"),
                    string.Create(CultureInfo.InvariantCulture, $"{start}"));
            }

            if (!double.IsFinite(step) || step <= 0)
            {
                throw Invalid(
                    string.Create(CultureInfo.InvariantCulture, $"Axis {axis}: the step of a range is above 0, not {step}."),
                    "step > 0",
                    string.Create(CultureInfo.InvariantCulture, $"{step}"));
            }
        }
    }

    private static void CheckMargins(ImmutableArray<double> margins, string side)
    {
        for (var axis = 0; axis < margins.Length; axis++)
        {
            if (double.IsNaN(margins[axis]))
            {
                throw Invalid($"Axis {axis}: the {side} margin is a length in world units, not NaN.", "a number", "NaN");
            }
        }
    }

    private static ImmutableArray<double> Clamp(ImmutableArray<double> point, ImmutableArray<DimRange> range)
    {
        var clamped = point.ToArray();
        for (var axis = 0; axis < clamped.Length; axis++)
        {
            clamped[axis] = Math.Clamp(clamped[axis], range[axis].Start, range[axis].Stop);
        }

        return [.. clamped];
    }

    private ImmutableArray<T> Fit<T>(ImmutableArray<T> values, T filler) =>
        values.Length >= Ndim
            ? values[^Ndim..]
            : [.. Enumerable.Repeat(filler, Ndim - values.Length), .. values];

    private ImmutableArray<string> FitLabels()
    {
        if (AxisLabels.Length >= Ndim)
        {
            return AxisLabels[^Ndim..];
        }

        var ndim = Ndim;
        return
        [
            .. Enumerable.Range(0, Ndim - AxisLabels.Length)
                .Select(axis => (axis - ndim).ToString(CultureInfo.InvariantCulture)),
            .. AxisLabels,
        ];
    }

    private ImmutableArray<int> FitOrder()
    {
        var order = Order;
        if (order.Length < Ndim)
        {
            var added = Ndim - order.Length;
            order = [.. Enumerable.Range(0, added), .. order.Select(axis => axis + added)];
        }
        else if (order.Length > Ndim)
        {
            order = AxisOrder.Rank(order[^Ndim..]);
        }

        if (!AxisOrder.IsPermutation(order))
        {
            var got = string.Join(", ", Order);
            throw Invalid(
                $"The order [{got}] is not a permutation of the axes 0 … {Ndim - 1}.", $"a permutation of 0 … {Ndim - 1}", got);
        }

        return order;
    }

    private int FitLastUsed(ImmutableArray<int> order, ImmutableArray<DimRange> range)
    {
        var sliced = order.AsSpan()[..Math.Max(0, Ndim - Ndisplay)];
        var first = -1;
        foreach (var axis in sliced)
        {
            if (range[axis].Nsteps <= 1)
            {
                continue;
            }

            if (axis == LastUsed)
            {
                return axis;
            }

            first = first < 0 ? axis : first;
        }

        return first < 0 ? LastUsed : first;
    }
}
