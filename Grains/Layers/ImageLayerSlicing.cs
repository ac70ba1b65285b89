using System.Collections.Immutable;
using Lamella.Contracts.Arrays;
using Lamella.Contracts.Layers;
using Lamella.Contracts.Slicing;
using Lamella.Engine.Arrays.Chunks;
using Lamella.Engine.Slicing.Images;
using Lamella.Engine.Slicing.Progressive;

namespace Lamella.Grains.Layers;

/// <summary>A planned slice of an image layer.</summary>
internal sealed class ImageLayerSlicing(ImageSliceRequest request) : ILayerSlicing
{
    private readonly ImageSliceRequest _request = request;
    private readonly ImageProgress _progress = new();
    private ChunkDemand? _demand;
    private ImmutableArray<int> _shape;
    private DataType _dataType;

    /// <inheritdoc/>
    public ChunkDemand? Demand => _demand ??= ImageSlicing.Demand(_request);

    /// <inheritdoc/>
    public ImageTravel? TravelSince(ILayerSlicing previous) =>
        previous is ImageLayerSlicing image ? ImageTravel.Between(image._request, _request) : null;

    /// <inheritdoc/>
    public ILayerSlicing? PreviewBy(IChunkReader reader) =>
        PreviewChoice.Of(_request, reader) is { } coarser ? new ImageLayerSlicing(coarser) : null;

    /// <inheritdoc/>
    public FinishedSlice? SoFar(ILayerSlicing? preview, ReadOnlyMemory<byte> bytes)
    {
        var pixels = preview is ImageLayerSlicing made ? new PreviewPixels(made._request, made._shape, made._dataType, bytes) : null;
        return _progress.SoFar(_request, pixels) is not { } partial
            ? null
            : new FinishedSlice(partial.Pixels.Bytes, partial, default, header => Describe(header, partial.Pixels) with { Parts = partial.Parts }, static _ => null);
    }

    /// <inheritdoc/>
    public async ValueTask<FinishedSlice> SliceAsync(IChunkReader reader, CancellationToken cancellationToken)
    {
        var slice = await ImageSlicing.SliceWithProgressAsync(_request, reader, _progress, cancellationToken).ConfigureAwait(false);
        (_shape, _dataType) = (slice.Image.Shape, slice.Image.DataType);
        return new FinishedSlice(slice.Image.Bytes, slice, slice.Statistics, header => Describe(header, slice.Image), request => Pick(slice, request));
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

    private ImageSliceResponse Describe(SliceHeader header, Engine.Slicing.SlicedArray pixels) => new()
    {
        Layer = header.Layer,
        Revision = header.Revision,
        Slice = header.Slice,
        ByteLength = header.ByteLength,
        Timings = header.Timings,
        Chunks = header.Chunks,
        Empty = _request.Window is null,
        Warnings = [.. _request.Input.Warnings.Select(static warning => warning.Message)],
        Shape = pixels.Shape,
        DataType = pixels.DataType,
        Rgb = _request.Data.IsRgb,
        Level = _request.Window?.Level ?? 0,
        SliceToWorld = ImageSlicing.SliceToWorld(_request),
    };
}
