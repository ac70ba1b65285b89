using System.Collections.Immutable;

namespace Lamella.Contracts.Geometry;

public sealed partial class Dims
{
    private bool IsSlider(int axis) => Range[axis].Nsteps > 1;

    /// <summary>
    /// The order shifted by one, the last going first, among the axes that are rollable and have more than one step; the
    /// others stay where they are (SLICING D12).
    /// </summary>
    public Dims Roll()
    {
        var order = Order.ToBuilder();
        int[] moving = [.. Enumerable.Range(0, Ndim).Where(position => Rollable[Order[position]] && IsSlider(Order[position]))];
        for (var i = 0; i < moving.Length; i++)
        {
            order[moving[(i + 1) % moving.Length]] = Order[moving[i]];
        }

        return WithOrder(order.ToImmutable());
    }

    /// <summary>The last two axes of the order swapped (D12); a single axis stays.</summary>
    public Dims Transpose() =>
        Ndim < 2 ? this : WithOrder([.. Order[..^2], Order[^1], Order[^2]]);

    /// <summary>At the middle of every axis, the displayed ones too: position ⌊(nsteps − 1) / 2⌋ (D14).</summary>
    public Dims GoToCenterStep() => WithCurrentStep([.. Nsteps.Select(static n => (n - 1) / 2)]);

    /// <summary>One step up on an axis.</summary>
    /// <param name="axis">The axis, negative from the end; where none is given, <see cref="LastUsed"/>.</param>
    /// <exception cref="Errors.LamellaException"><see cref="Errors.LamellaErrorCode.InvalidArgument"/>: no such axis.</exception>
    public Dims IncrementRight(int? axis = null) => Increment(axis ?? LastUsed, 1);

    /// <summary>One step down on an axis.</summary>
    /// <param name="axis">The axis, negative from the end; where none is given, <see cref="LastUsed"/>.</param>
    /// <exception cref="Errors.LamellaException"><see cref="Errors.LamellaErrorCode.InvalidArgument"/>: no such axis.</exception>
    public Dims IncrementLeft(int? axis = null) => Increment(axis ?? LastUsed, -1);

    /// <summary>With the next slider axis as the one moved last, after the last the first again.</summary>
    public Dims FocusUp() => Focus(1);

    /// <summary>With the previous slider axis as the one moved last, before the first the last again.</summary>
    public Dims FocusDown() => Focus(-1);

    /// <summary>
    /// Back to range (0, 2, 1), point 0, ascending order, no margins and everything rollable; the number of axes and of
    /// displayed ones, the names and the axis moved last stay (D14).
    /// </summary>
    public Dims Reset() => With(Fields() with
    {
        Range = [],
        Point = [],
        Order = [],
        MarginLeft = [],
        MarginRight = [],
        Rollable = [],
    });

    private Dims Increment(int axis, int steps)
    {
        var index = AxisIndex(axis);
        return WithCurrentStep(index, StepOf(index) + steps);
    }

    private Dims Focus(int direction)
    {
        ImmutableArray<int> sliders = [.. NotDisplayed.Where(IsSlider)];
        return sliders.IsEmpty
            ? this
            : WithLastUsed(sliders[(sliders.IndexOf(LastUsed) + direction + sliders.Length) % sliders.Length]);
    }
}
