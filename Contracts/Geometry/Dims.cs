using System.Collections.Immutable;
using Lamella.Contracts.Serialization;
using MessagePack;

namespace Lamella.Contracts.Geometry;

/// <summary>
/// Which axes a viewer displays and where it slices the others: always the last <em>request</em>. Immutable; every change
/// is a method that returns a new value, validated and repaired as a whole (SLICING D1–D14). Two values are equal when
/// everything in them is. Axes are slowest first; <see cref="Range"/>, <see cref="Point"/> and the margins are in world
/// coordinates.
/// </summary>
[GenerateSerializer, Immutable, MessagePackFormatter(typeof(DimsFormatter))]
[Alias("lamella.dims")]
public sealed partial class Dims : IEquatable<Dims>
{
    private Dims(DimsFields fields)
    {
        Ndim = fields.Ndim;
        Ndisplay = fields.Ndisplay;
        Order = fields.Order;
        Range = fields.Range;
        Point = fields.Point;
        MarginLeft = fields.MarginLeft;
        MarginRight = fields.MarginRight;
        Rollable = fields.Rollable;
        AxisLabels = fields.AxisLabels;
        LastUsed = fields.LastUsed;
    }

    /// <summary>Two axes, both displayed, each of range (0, 2, 1).</summary>
    public static Dims Default { get; } = Create(2);

    /// <summary>Number of axes, ≥ 1.</summary>
    [Id(0)]
    public int Ndim { get; }

    /// <summary>Number of axes that a canvas shows, 2 or 3; with fewer axes than that, all are displayed.</summary>
    [Id(1)]
    public int Ndisplay { get; }

    /// <summary>The axes in display order, a permutation of 0 … <see cref="Ndim"/> − 1; the last ones are displayed.</summary>
    [Id(2)]
    public ImmutableArray<int> Order { get; }

    /// <summary>How far each axis reaches, in world coordinates.</summary>
    [Id(3)]
    public ImmutableArray<DimRange> Range { get; }

    /// <summary>Where each axis is sliced, in world coordinates, within <see cref="Range"/>; not snapped to steps (D8).</summary>
    [Id(4)]
    public ImmutableArray<double> Point { get; }

    /// <summary>How far a thick slice reaches below <see cref="Point"/>, in world units.</summary>
    [Id(5)]
    public ImmutableArray<double> MarginLeft { get; }

    /// <summary>How far a thick slice reaches above <see cref="Point"/>, in world units.</summary>
    [Id(6)]
    public ImmutableArray<double> MarginRight { get; }

    /// <summary>Whether <see cref="Roll"/> may move each axis.</summary>
    [Id(7)]
    public ImmutableArray<bool> Rollable { get; }

    /// <summary>The axes' names; where none was given, the axis counted from the end, such as <c>-1</c> (D4).</summary>
    [Id(8)]
    public ImmutableArray<string> AxisLabels { get; }

    /// <summary>The axis that a slider moved last; the first sliced axis of more than one step where that one has none (D11).</summary>
    [Id(9)]
    public int LastUsed { get; }

    /// <summary>
    /// Makes a value; what is left out, or shorter than <paramref name="ndim"/>, is filled on the left with defaults, and
    /// of what is longer the last entries count (D2–D4).
    /// </summary>
    /// <param name="ndim">Number of axes, 1 … 32.</param>
    /// <param name="ndisplay">Number of displayed axes, 2 or 3.</param>
    /// <param name="range">Range per axis; default (0, 2, 1).</param>
    /// <param name="point">World point; default 0; clamped to the range.</param>
    /// <param name="order">Display order; default ascending.</param>
    /// <param name="marginLeft">Margins below the point, world units; default 0.</param>
    /// <param name="marginRight">Margins above the point, world units; default 0.</param>
    /// <param name="axisLabels">Axis names; default the axis counted from the end.</param>
    /// <param name="rollable">Which axes roll; default all.</param>
    /// <param name="lastUsed">The axis moved last.</param>
    /// <exception cref="Errors.LamellaException">
    /// <see cref="Errors.LamellaErrorCode.InvalidArgument"/>: a range ends before it starts or has no positive step, the
    /// order is no permutation, or a count is out of bounds.
    /// </exception>
    public static Dims Create(
        int ndim,
        int ndisplay = 2,
        ImmutableArray<DimRange> range = default,
        ImmutableArray<double> point = default,
        ImmutableArray<int> order = default,
        ImmutableArray<double> marginLeft = default,
        ImmutableArray<double> marginRight = default,
        ImmutableArray<string> axisLabels = default,
        ImmutableArray<bool> rollable = default,
        int lastUsed = 0) =>
        new(new DimsFields(
            ndim,
            ndisplay,
            order.IsDefault ? [] : order,
            range.IsDefault ? [] : range,
            point.IsDefault ? [] : point,
            marginLeft.IsDefault ? [] : marginLeft,
            marginRight.IsDefault ? [] : marginRight,
            rollable.IsDefault ? [] : rollable,
            axisLabels.IsDefault ? [] : axisLabels,
            lastUsed).Validate());

    /// <summary>
    /// The same value, checked again: for one that came over a wire, where anybody may have written anything. Missing
    /// parts are filled as by <see cref="Create"/>.
    /// </summary>
    /// <exception cref="Errors.LamellaException">As <see cref="Create"/>.</exception>
    public Dims EnsureValid()
    {
        var repaired = Create(
            Ndim, Ndisplay, Range, Point, Order, MarginLeft, MarginRight, AxisLabels, Rollable, LastUsed);
        return Equals(repaired) ? this : repaired;
    }

    /// <inheritdoc/>
    public bool Equals(Dims? other) =>
        ReferenceEquals(this, other)
        || (other is not null
            && Ndim == other.Ndim
            && Ndisplay == other.Ndisplay
            && LastUsed == other.LastUsed
            && Same(Order, other.Order)
            && Same(Range, other.Range)
            && Same(Point, other.Point)
            && Same(MarginLeft, other.MarginLeft)
            && Same(MarginRight, other.MarginRight)
            && Same(Rollable, other.Rollable)
            && Same(AxisLabels, other.AxisLabels));

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Dims);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = default(HashCode);
        hash.Add(Ndisplay);
        foreach (var axis in Order)
        {
            hash.Add(axis);
        }

        foreach (var coordinate in Point)
        {
            hash.Add(coordinate);
        }

        return hash.ToHashCode();
    }

    private static bool Same<T>(ImmutableArray<T> left, ImmutableArray<T> right)
        where T : IEquatable<T> =>
        left.IsDefault || right.IsDefault ? left.IsDefault == right.IsDefault : left.AsSpan().SequenceEqual(right.AsSpan());

    private static Dims With(DimsFields fields) => new(fields.Validate());

    private DimsFields Fields() =>
        new(Ndim, Ndisplay, Order, Range, Point, MarginLeft, MarginRight, Rollable, AxisLabels, LastUsed);
}
