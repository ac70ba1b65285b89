using Lamella.Contracts.Slicing;
using Lamella.Engine.Slicing.Slabs;

namespace Lamella.Engine.Slicing.Points;

/// <summary>
/// Everything that slicing one points layer needs. Immutable; made by <see cref="PointsSlicing.MakeSliceRequest"/> and
/// answered by <see cref="PointsSlicing.Slice"/>.
/// </summary>
public sealed record PointsSliceRequest
{
    /// <summary>The points.</summary>
    public required PointsLayerData Data { get; init; }

    /// <summary>Where the layer is sliced.</summary>
    public required SliceInput Input { get; init; }

    /// <summary>What is inside.</summary>
    public required Slab Slab { get; init; }

    /// <summary>Which points of a thick slice are shown, and how large.</summary>
    public required PointsProjectionMode ProjectionMode { get; init; }

    /// <summary>Whether points that reach into the slab are shown too; false where the layer has no more than two axes (SLICING P7).</summary>
    public required bool OutOfSliceDisplay { get; init; }

    /// <summary>Diameter of each point, data units.</summary>
    public required PerItem<double> Size { get; init; }

    /// <summary>The largest of <see cref="Size"/>.</summary>
    public required double MaxSize { get; init; }
}
