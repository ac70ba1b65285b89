using Lamella.Contracts.Geometry;
using Lamella.Contracts.Slicing;
using Lamella.Engine.Arrays.Chunks;

namespace Lamella.Engine.Slicing.Images;

/// <summary>
/// Everything that slicing one image or labels layer needs. Immutable; made by <see cref="ImageSlicing.MakeSliceRequest"/>
/// and answered by <see cref="ImageSlicing.SliceAsync"/>, which looks at nothing else but the arrays.
/// </summary>
public sealed record ImageSliceRequest
{
    /// <summary>The layer's arrays.</summary>
    public required ImageLayerData Data { get; init; }

    /// <summary>Where the layer is sliced.</summary>
    public required SliceInput Input { get; init; }

    /// <summary>How planes are projected; always none for labels.</summary>
    public required ProjectionMode ProjectionMode { get; init; }

    /// <summary>The elements of the slice; null where the point lies beyond the data, so that the slice is empty (SLICING I4).</summary>
    public required ImageWindow? Window { get; init; }

    /// <summary>The elements of the thumbnail's source; null where the slice itself is the source, or none is wanted (I12).</summary>
    public required ImageWindow? ThumbnailWindow { get; init; }

    /// <summary>Pixel of the slice to data of the finest level, on all of the layer's axes (I10).</summary>
    public required AffineTransform TileToData { get; init; }

    /// <summary>How urgently the chunks are wanted.</summary>
    public required ChunkPriority Priority { get; init; }

    /// <summary>What the slice may allocate.</summary>
    public required SliceLimits Limits { get; init; }
}
