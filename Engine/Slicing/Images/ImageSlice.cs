using System.Collections.Immutable;
using Lamella.Contracts.Geometry;
using Lamella.Engine.Arrays.Chunks;

namespace Lamella.Engine.Slicing.Images;

/// <summary>
/// What came out of slicing an image or labels layer. Whoever receives it owns its pixels and disposes it once.
/// </summary>
public sealed class ImageSlice : IDisposable
{
    /// <summary>What was asked for.</summary>
    public required ImageSliceRequest Request { get; init; }

    /// <summary>
    /// The pixels: the displayed axes in display order, then colour samples of RGB(A). One black pixel where
    /// <see cref="IsEmpty"/> (SLICING I4, I8).
    /// </summary>
    public required SlicedArray Image { get; init; }

    /// <summary>What the thumbnail is made of; the image itself unless the layer is multiscale (I12).</summary>
    public required SlicedArray ThumbnailSource { get; init; }

    /// <summary>Pixel index to data of the finest level, on all of the layer's axes (I10).</summary>
    public required AffineTransform TileToData { get; init; }

    /// <summary>Pixel index to world coordinates, on the displayed axes, in display order (T12).</summary>
    public required AffineTransform SliceToWorld { get; init; }

    /// <summary>What reading took, the thumbnail's source included.</summary>
    public required ChunkReadStatistics Statistics { get; init; }

    /// <summary>Whether the point lay beyond the data.</summary>
    public bool IsEmpty => Request.Window is null;

    /// <summary>The resolution level of the pixels; 0 where empty.</summary>
    public int Level => Request.Window?.Level ?? 0;

    /// <summary>Indices taken along each of the layer's axes; null on displayed axes; default where empty.</summary>
    public ImmutableArray<AxisRange?> Index => Request.Window is not { } window
        ? default
        : [.. window.Ranges.Select((range, axis) => Request.Input.Displayed.Contains(axis) ? null : (AxisRange?)range)];

    /// <summary>What could not be honoured (S8).</summary>
    public ImmutableArray<SliceWarning> Warnings => Request.Input.Warnings;

    /// <summary>Gives the pixels back.</summary>
    public void Dispose()
    {
        Image.Dispose();
        ThumbnailSource.Dispose();
    }
}
