using System.Collections.Immutable;
using Lamella.Engine.Arrays.Chunks;
using Lamella.Engine.Slicing.Images;
using Lamella.Engine.Slicing.Multiscale;

namespace Lamella.Engine.Slicing.Progressive;

/// <summary>The same part of an image at another resolution level.</summary>
public static class CoarserRequest
{
    /// <summary>The request for the part that a request shows, at another level, as a preview.</summary>
    /// <param name="request">A request that is in range.</param>
    /// <param name="level">The level.</param>
    /// <returns>The request; all pixels that the original shows lie within it, clipped to the level.</returns>
    public static ImageSliceRequest At(ImageSliceRequest request, int level)
    {
        var (data, input, window) = (request.Data, request.Input, request.Window!);
        var (low, high) = (new long[data.Ndim], new long[data.Ndim]);
        foreach (var axis in input.Displayed)
        {
            var ratio = data.DownsampleFactors[window.Level][axis] / data.DownsampleFactors[level][axis];
            low[axis] = (long)Math.Floor(window.Ranges[axis].Start * ratio);
            high[axis] = (long)Math.Ceiling((window.Ranges[axis].Stop - 1) * ratio);
        }

        var coarse = ImageWindow.Of(
            input, request.ProjectionMode, data, level, new CornerPixels(ImmutableArray.Create(low), ImmutableArray.Create(high)));
        return request with
        {
            Window = coarse,
            ThumbnailWindow = null,
            TileToData = ImageSlicing.TileToData(data, input, coarse),
            Priority = ChunkPriority.Preview,
        };
    }
}
