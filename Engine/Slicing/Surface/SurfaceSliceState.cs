using Lamella.Contracts.Geometry;
using Lamella.Contracts.Slicing;

namespace Lamella.Engine.Slicing.Surface;

/// <summary>What a surface layer is set to, as far as slicing asks.</summary>
public sealed record SurfaceSliceState
{
    /// <summary>Data to world coordinates; of the data's rank, the values' extra axes included.</summary>
    public required AffineTransform DataToWorld { get; init; }

    /// <summary>Which vertices of a thick slice are shown.</summary>
    /// <value>Default: all (SLICING U1).</value>
    public SurfaceProjectionMode ProjectionMode { get; init; } = SurfaceProjectionMode.All;
}
