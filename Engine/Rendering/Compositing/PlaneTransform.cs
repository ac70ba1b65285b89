using Lamella.Contracts.Geometry;

namespace Lamella.Engine.Rendering.Compositing;

/// <summary>
/// An affine map of the plane from (row, column) to (row, column). Whole coordinates are the centres of elements and of
/// pixels, as in napari: element 0 reaches from −½ to ½.
/// </summary>
/// <param name="RowFromRow">Row of the target per row of the source.</param>
/// <param name="RowFromColumn">Row of the target per column of the source.</param>
/// <param name="RowOffset">Row of the target at the source's origin.</param>
/// <param name="ColumnFromRow">Column of the target per row of the source.</param>
/// <param name="ColumnFromColumn">Column of the target per column of the source.</param>
/// <param name="ColumnOffset">Column of the target at the source's origin.</param>
public readonly record struct PlaneTransform(
    double RowFromRow,
    double RowFromColumn,
    double RowOffset,
    double ColumnFromRow,
    double ColumnFromColumn,
    double ColumnOffset)
{
    /// <summary>The map that changes nothing.</summary>
    public static PlaneTransform Identity { get; } = new(1, 0, 0, 0, 1, 0);

    /// <summary>Whether rows stay rows and columns stay columns.</summary>
    public bool IsAxisAligned => RowFromColumn == 0 && ColumnFromRow == 0;

    /// <summary>Scales each axis, then translates.</summary>
    /// <param name="rowScale">Target rows per source row.</param>
    /// <param name="columnScale">Target columns per source column.</param>
    /// <param name="rowOffset">In target rows.</param>
    /// <param name="columnOffset">In target columns.</param>
    public static PlaneTransform FromScaleTranslate(double rowScale, double columnScale, double rowOffset, double columnOffset) =>
        new(rowScale, 0, rowOffset, 0, columnScale, columnOffset);

    /// <summary>The same map as a 2-D transform of this type.</summary>
    /// <param name="transform">A transform of two axes, (row, column).</param>
    /// <exception cref="ArgumentException">The transform is not 2-D.</exception>
    public static PlaneTransform From(AffineTransform transform)
    {
        ArgumentNullException.ThrowIfNull(transform);
        return transform.Ndim == 2
            ? new(transform[0, 0], transform[0, 1], transform[0, 2], transform[1, 0], transform[1, 1], transform[1, 2])
            : throw new ArgumentException($"A plane's transform has 2 axes, not {transform.Ndim}.", nameof(transform));
    }

    /// <summary>Where a point goes.</summary>
    /// <param name="row">The source row.</param>
    /// <param name="column">The source column.</param>
    public (double Row, double Column) Apply(double row, double column) =>
        ((RowFromRow * row) + (RowFromColumn * column) + RowOffset, (ColumnFromRow * row) + (ColumnFromColumn * column) + ColumnOffset);

    /// <summary>This map, and then another.</summary>
    /// <param name="next">What is applied to this map's result.</param>
    public PlaneTransform Then(PlaneTransform next)
    {
        var (rowOffset, columnOffset) = next.Apply(RowOffset, ColumnOffset);
        return new(
            (next.RowFromRow * RowFromRow) + (next.RowFromColumn * ColumnFromRow),
            (next.RowFromRow * RowFromColumn) + (next.RowFromColumn * ColumnFromColumn),
            rowOffset,
            (next.ColumnFromRow * RowFromRow) + (next.ColumnFromColumn * ColumnFromRow),
            (next.ColumnFromRow * RowFromColumn) + (next.ColumnFromColumn * ColumnFromColumn),
            columnOffset);
    }

    /// <summary>The map back.</summary>
    /// <exception cref="InvalidOperationException">The map flattens the plane, so there is none.</exception>
    public PlaneTransform Inverse()
    {
        var determinant = (RowFromRow * ColumnFromColumn) - (RowFromColumn * ColumnFromRow);
        if (determinant == 0 || !double.IsFinite(determinant))
        {
            throw new InvalidOperationException($"The transform {this} has no inverse: its determinant is {determinant}.");
        }

        var linear = new PlaneTransform(
            ColumnFromColumn / determinant, -RowFromColumn / determinant, 0, -ColumnFromRow / determinant, RowFromRow / determinant, 0);
        var (row, column) = linear.Apply(RowOffset, ColumnOffset);
        return linear with { RowOffset = -row, ColumnOffset = -column };
    }
}
