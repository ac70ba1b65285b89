using Lamella.Contracts.Geometry;
using Lamella.Contracts.Slicing;

namespace Lamella.Engine.Slicing.Vectors;

/// <summary>What a vectors layer is set to, as far as slicing asks.</summary>
public sealed record VectorsSliceState
{
    /// <summary>Data to world coordinates; of the data's rank.</summary>
    public required AffineTransform DataToWorld { get; init; }

    /// <summary>Which vectors of a thick slice are shown, and how opaque.</summary>
    /// <value>Default: all (SLICING V1).</value>
    public VectorsProjectionMode ProjectionMode { get; init; } = VectorsProjectionMode.All;

    /// <summary>Whether vectors are shown that reach into the slice from outside, fainter the further away they are (V1).</summary>
    /// <value>Default: false.</value>
    public bool OutOfSliceDisplay { get; init; }

    /// <summary>Factor on all directions.</summary>
    /// <value>Default: 1.</value>
    public double Length { get; init; } = 1;
}
