using Lamella.Contracts.Slicing;
using Lamella.Engine.Arrays.Chunks;
using Lamella.Engine.Slicing.Images;

namespace Lamella.Grains.Layers;

/// <summary>A planned slice of an image layer.</summary>
internal sealed class ImageLayerSlicing(ImageSliceRequest request) : ILayerSlicing
{
    private readonly ImageSliceRequest _request = request;

    /// <inheritdoc/>
    public ChunkDemand? Demand { get; } = ImageSlicing.Demand(request);

    /// <inheritdoc/>
    public ImageTravel? TravelSince(ILayerSlicing previous) =>
        previous is ImageLayerSlicing image ? ImageTravel.Between(image._request, _request) : null;

    /// <inheritdoc/>
    public async ValueTask<FinishedSlice> SliceAsync(IChunkReader reader, CancellationToken cancellationToken)
    {
        var slice = await ImageSlicing.SliceAsync(_request, reader, cancellationToken).ConfigureAwait(false);
        return new FinishedSlice(slice.Image.Bytes, slice, slice.Statistics, header => new ImageSliceResponse
        {
            Layer = header.Layer,
            Revision = header.Revision,
            Slice = header.Slice,
            ByteLength = header.ByteLength,
            Timings = header.Timings,
            Chunks = header.Chunks,
            Empty = slice.IsEmpty,
            Warnings = [.. slice.Warnings.Select(warning => warning.Message)],
            Shape = slice.Image.Shape,
            DataType = slice.Image.DataType,
            Rgb = _request.Data.IsRgb,
            Level = slice.Level,
            SliceToWorld = slice.SliceToWorld,
        });
    }
}
