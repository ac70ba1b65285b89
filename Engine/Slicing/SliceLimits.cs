namespace Lamella.Engine.Slicing;

/// <summary>Bounds on what one slice may allocate.</summary>
public sealed record SliceLimits
{
    /// <summary>The limits used where none are given.</summary>
    public static SliceLimits Default { get; } = new();

    /// <summary>Most bytes of one slice's pixels.</summary>
    /// <value>Default: 1 GiB, a 3-D display of 800³ 16-bit voxels.</value>
    public long MaxSliceBytes { get; init; } = 1L << 30;
}
