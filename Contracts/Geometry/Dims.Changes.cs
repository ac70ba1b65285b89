using System.Collections.Immutable;
using Lamella.Contracts.Errors;

namespace Lamella.Contracts.Geometry;

public sealed partial class Dims
{
    /// <summary>With another number of axes: axes are added and dropped on the left (SLICING D2–D4).</summary>
    /// <param name="ndim">1 … 32.</param>
    /// <exception cref="LamellaException"><see cref="LamellaErrorCode.InvalidArgument"/>.</exception>
    public Dims WithNdim(int ndim) => With(Fields() with { Ndim = ndim });

    /// <summary>With another number of displayed axes.</summary>
    /// <param name="ndisplay">2 or 3.</param>
    /// <exception cref="LamellaException"><see cref="LamellaErrorCode.InvalidArgument"/>.</exception>
    public Dims WithNdisplay(int ndisplay) => With(Fields() with { Ndisplay = ndisplay });

    /// <summary>With another order; too short or too long ones are repaired as D3 says.</summary>
    /// <param name="order">Axes, the displayed ones last.</param>
    /// <exception cref="LamellaException"><see cref="LamellaErrorCode.InvalidArgument"/>: not a permutation.</exception>
    public Dims WithOrder(ImmutableArray<int> order) => With(Fields() with { Order = order });

    /// <summary>At another point on every axis, clamped to the ranges.</summary>
    /// <param name="point">World coordinates; repaired in length as D2 says.</param>
    public Dims WithPoint(ImmutableArray<double> point) => With(Fields() with { Point = point });

    /// <summary>At another point on one axis, clamped to its range.</summary>
    /// <param name="axis">The axis; negative ones count from the end.</param>
    /// <param name="value">World coordinate.</param>
    /// <exception cref="LamellaException"><see cref="LamellaErrorCode.InvalidArgument"/>: no such axis.</exception>
    public Dims WithPoint(int axis, double value) => WithPoint(Point.SetItem(AxisIndex(axis), value));

    /// <summary>At another point on some axes, clamped to their ranges.</summary>
    /// <param name="axes">The axes; negative ones count from the end.</param>
    /// <param name="values">World coordinates, one for each.</param>
    /// <exception cref="LamellaException"><see cref="LamellaErrorCode.InvalidArgument"/>: no such axis, or the counts differ.</exception>
    public Dims WithPoint(ReadOnlySpan<int> axes, ReadOnlySpan<double> values) =>
        WithPoint(SetItems(Point, axes, values));

    /// <summary>At other slider positions on every axis: point = start + step × position (D8).</summary>
    /// <param name="steps">Slider positions, one for each axis.</param>
    /// <exception cref="LamellaException"><see cref="LamellaErrorCode.InvalidArgument"/>: not one for each axis.</exception>
    public Dims WithCurrentStep(ImmutableArray<long> steps)
    {
        CheckCounts(Ndim, LengthOf(steps));
        Span<int> axes = stackalloc int[Ndim];
        for (var axis = 0; axis < Ndim; axis++)
        {
            axes[axis] = axis;
        }

        return WithCurrentStep(axes, steps.AsSpan());
    }

    /// <summary>At another slider position on one axis: point = start + step × position, clamped (D8).</summary>
    /// <param name="axis">The axis; negative ones count from the end.</param>
    /// <param name="step">Slider position.</param>
    /// <exception cref="LamellaException"><see cref="LamellaErrorCode.InvalidArgument"/>: no such axis.</exception>
    public Dims WithCurrentStep(int axis, long step) => WithCurrentStep([axis], [step]);

    /// <summary>At other slider positions on some axes (D8).</summary>
    /// <param name="axes">The axes; negative ones count from the end.</param>
    /// <param name="steps">Slider positions, one for each.</param>
    /// <exception cref="LamellaException"><see cref="LamellaErrorCode.InvalidArgument"/>: no such axis, or the counts differ.</exception>
    public Dims WithCurrentStep(ReadOnlySpan<int> axes, ReadOnlySpan<long> steps)
    {
        CheckCounts(axes.Length, steps.Length);
        var point = Point.ToBuilder();
        for (var i = 0; i < axes.Length; i++)
        {
            var axis = AxisIndex(axes[i]);
            point[axis] = Range[axis].Start + (steps[i] * Range[axis].Step);
        }

        return WithPoint(point.ToImmutable());
    }

    /// <summary>With other ranges on every axis; the point is clamped to them (D5, D6).</summary>
    /// <param name="range">World ranges; repaired in length as D2 says.</param>
    /// <exception cref="LamellaException"><see cref="LamellaErrorCode.InvalidArgument"/>: start above stop, or a step that is not positive.</exception>
    public Dims WithRange(ImmutableArray<DimRange> range) => With(Fields() with { Range = range });

    /// <summary>With another range on one axis.</summary>
    /// <param name="axis">The axis; negative ones count from the end.</param>
    /// <param name="range">World range.</param>
    /// <exception cref="LamellaException"><see cref="LamellaErrorCode.InvalidArgument"/>: no such axis, or a bad range.</exception>
    public Dims WithRange(int axis, DimRange range) => WithRange(Range.SetItem(AxisIndex(axis), range));

    /// <summary>With other numbers of slider positions: step = (stop − start) / (n − 1) (D8).</summary>
    /// <param name="nsteps">Positions per axis, each ≥ 2.</param>
    /// <exception cref="LamellaException"><see cref="LamellaErrorCode.InvalidArgument"/>: not one for each axis, or fewer than 2.</exception>
    public Dims WithNsteps(ImmutableArray<long> nsteps)
    {
        CheckCounts(Ndim, LengthOf(nsteps));
        return WithRange([.. Range.Zip(nsteps, static (range, n) => range with { Step = (range.Stop - range.Start) / (n - 1) })]);
    }

    /// <summary>With other margins, in world units.</summary>
    /// <param name="left">Below the point; repaired in length as D2 says.</param>
    /// <param name="right">Above the point; repaired in length as D2 says.</param>
    public Dims WithMargins(ImmutableArray<double> left, ImmutableArray<double> right) =>
        With(Fields() with { MarginLeft = left, MarginRight = right });

    /// <summary>With another thickness, half of it on each side (D9).</summary>
    /// <param name="thickness">World units per axis; repaired in length as D2 says.</param>
    public Dims WithThickness(ImmutableArray<double> thickness)
    {
        ImmutableArray<double> half = thickness.IsDefault ? default : [.. thickness.Select(static width => width / 2)];
        return WithMargins(half, half);
    }

    /// <summary>With a thickness of whole slider steps; each side takes the integer half of them (D9).</summary>
    /// <param name="steps">Steps per axis, one for each.</param>
    /// <exception cref="LamellaException"><see cref="LamellaErrorCode.InvalidArgument"/>: not one for each axis.</exception>
    public Dims WithThicknessSteps(ImmutableArray<long> steps)
    {
        CheckCounts(Ndim, LengthOf(steps));
        ImmutableArray<double> half = [.. Range.Zip(steps, static (range, n) => Math.Floor(n / 2.0) * range.Step)];
        return WithMargins(half, half);
    }

    /// <summary>With other axis names.</summary>
    /// <param name="axisLabels">Names; repaired in length as D2 says.</param>
    public Dims WithAxisLabels(ImmutableArray<string> axisLabels) => With(Fields() with { AxisLabels = axisLabels });

    /// <summary>With other axes that roll.</summary>
    /// <param name="rollable">One for each axis; repaired in length as D2 says.</param>
    public Dims WithRollable(ImmutableArray<bool> rollable) => With(Fields() with { Rollable = rollable });

    /// <summary>With another axis as the one moved last; only a sliced axis of more than one step is kept (D11).</summary>
    /// <param name="axis">The axis; negative ones count from the end.</param>
    /// <exception cref="LamellaException"><see cref="LamellaErrorCode.InvalidArgument"/>: no such axis.</exception>
    public Dims WithLastUsed(int axis) => With(Fields() with { LastUsed = AxisIndex(axis) });

    private static int LengthOf<T>(ImmutableArray<T> values) => values.IsDefault ? 0 : values.Length;

    private ImmutableArray<double> SetItems(ImmutableArray<double> items, ReadOnlySpan<int> axes, ReadOnlySpan<double> values)
    {
        CheckCounts(axes.Length, values.Length);
        var builder = items.ToBuilder();
        for (var i = 0; i < axes.Length; i++)
        {
            builder[AxisIndex(axes[i])] = values[i];
        }

        return builder.ToImmutable();
    }

    private static void CheckCounts(int axes, int values)
    {
        if (axes != values)
        {
            throw new LamellaException(
                LamellaErrorCode.InvalidArgument,
                $"{values} values do not go with {axes} axes; give one for each.",
                expected: $"{axes}",
                got: $"{values}");
        }
    }

    private int AxisIndex(int axis) =>
        axis >= -Ndim && axis < Ndim
            ? axis < 0 ? axis + Ndim : axis
            : throw new LamellaException(
                LamellaErrorCode.InvalidArgument,
                $"There is no axis {axis}: the viewer has {Ndim}, from {-Ndim} to {Ndim - 1}.",
                expected: $"{-Ndim}…{Ndim - 1}",
                got: $"{axis}");
}
