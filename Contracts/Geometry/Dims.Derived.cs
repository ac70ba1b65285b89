using System.Collections.Immutable;

namespace Lamella.Contracts.Geometry;

public sealed partial class Dims
{
    /// <summary>Slider positions per axis (SLICING D7).</summary>
    public ImmutableArray<long> Nsteps => [.. Range.Select(range => range.Nsteps)];

    /// <summary>
    /// The slider position of the point per axis: <c>(point − start) / step</c>, rounded half to even (D7). A point that is
    /// not a number is at position 0.
    /// </summary>
    public ImmutableArray<long> CurrentStep => [.. Enumerable.Range(0, Ndim).Select(axis => StepOf(axis))];

    /// <summary>The axes a canvas shows, in display order, the canvas' fastest last (D10).</summary>
    public ImmutableArray<int> Displayed => Order[Math.Max(0, Ndim - Ndisplay)..];

    /// <summary>The axes that are sliced, in their order (D10).</summary>
    public ImmutableArray<int> NotDisplayed => Order[..Math.Max(0, Ndim - Ndisplay)];

    /// <summary>The positions within <see cref="Displayed"/> that bring its axes into ascending order (<c>argsort</c>).</summary>
    public ImmutableArray<int> DisplayedOrder
    {
        get
        {
            var displayed = Displayed;
            return [.. Enumerable.Range(0, displayed.Length).OrderBy(position => displayed[position])];
        }
    }

    /// <summary>Both margins together per axis, world units (D9).</summary>
    public ImmutableArray<double> Thickness =>
        [.. MarginLeft.Zip(MarginRight, static (left, right) => left + right)];

    private long StepOf(int axis) => StepOf(axis, Point[axis]);

    private long StepOf(int axis, double coordinate)
    {
        var steps = Math.Round((coordinate - Range[axis].Start) / Range[axis].Step, MidpointRounding.ToEven);
        return double.IsNaN(steps) ? 0 : (long)steps;
    }
}
