using Lamella.Contracts.Geometry;
using Lamella.Contracts.Slicing;
using Lamella.Engine.Arrays.Chunks;
using Lamella.Engine.Slicing.Multiscale;

namespace Lamella.Engine.Slicing.Images;

/// <summary>What of an image layer, besides its data and the viewer's Dims, decides how it is sliced.</summary>
public sealed record ImageSliceState
{
    /// <summary>Data of the finest level to world coordinates.</summary>
    public required AffineTransform DataToWorld { get; init; }

    /// <summary>How the planes of a thick slice become one; labels ignore it (SLICING I2).</summary>
    /// <value>Default: mean, which is none where there are no margins (I7).</value>
    public ProjectionMode ProjectionMode { get; init; } = ProjectionMode.Mean;

    /// <summary>
    /// The level and tile that the canvas needs; null takes the whole finest level in 2-D display. In 3-D display it is
    /// the whole coarsest level in any case (I10).
    /// </summary>
    public MultiscaleView? View { get; init; }

    /// <summary>The level to slice whatever the view (M6); ignored where there is no such level.</summary>
    public int? LockedLevel { get; init; }

    /// <summary>Whether the thumbnail's source is sliced as well (I12).</summary>
    public bool WithThumbnail { get; init; }

    /// <summary>How urgently the chunks are wanted.</summary>
    public ChunkPriority Priority { get; init; } = ChunkPriority.Visible;

    /// <summary>What the slice may allocate.</summary>
    public SliceLimits Limits { get; init; } = SliceLimits.Default;
}
