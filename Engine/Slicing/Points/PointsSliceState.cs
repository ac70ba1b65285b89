using Lamella.Contracts.Geometry;
using Lamella.Contracts.Slicing;

namespace Lamella.Engine.Slicing.Points;

/// <summary>What a points layer is set to, as far as slicing asks.</summary>
public sealed record PointsSliceState
{
    /// <summary>Data to world coordinates; of the data's rank.</summary>
    public required AffineTransform DataToWorld { get; init; }

    /// <summary>Which points of a thick slice are shown, and how large.</summary>
    /// <value>Default: all (SLICING P4).</value>
    public PointsProjectionMode ProjectionMode { get; init; } = PointsProjectionMode.All;

    /// <summary>Whether points are shown that reach into the slice from outside, smaller the further away they are (P7).</summary>
    /// <value>Default: false.</value>
    public bool OutOfSliceDisplay { get; init; }

    /// <summary>Diameter of all points, data units, where the data have no sizes of their own.</summary>
    /// <value>Default: <see cref="PointsLayerData.DefaultSize"/>.</value>
    public double Size { get; init; } = PointsLayerData.DefaultSize;
}
