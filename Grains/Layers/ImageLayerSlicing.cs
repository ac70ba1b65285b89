using Lamella.Contracts.Layers;
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
        }, request => Pick(slice, request));
    }

    /// <summary>Looks a value up in a slice; null where the slice does not hold the place.</summary>
    /// <param name="slice">The slice.</param>
    /// <param name="request">The place.</param>
    public static LayerValue? Pick(ImageSlice slice, LayerValueRequest request) =>
        DataRays.Of(slice.Request.Input, request) is { } ray
            ? Value(request, ImageRay.GetValue(slice, ray))
            : ImagePicking.FromSlice(slice, request.Place) is { } picked ? Value(request, picked) : null;

    /// <summary>A picked element as it is told.</summary>
    /// <param name="request">What was asked for.</param>
    /// <param name="picked">The element; null where there is none.</param>
    public static LayerValue Value(LayerValueRequest request, PickedValue? picked) => new()
    {
        Layer = request.Layer.Id,
        DataType = picked?.DataType,
        Element = picked?.Element ?? [],
        Numbers = picked?.Numbers ?? [],
    };
}
