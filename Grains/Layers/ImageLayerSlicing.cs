using Lamella.Contracts.Slicing;
using Lamella.Engine.Arrays.Chunks;
using Lamella.Engine.Slicing.Images;

namespace Lamella.Grains.Layers;

/// <summary>A planned slice of an image layer.</summary>
internal sealed class ImageLayerSlicing(ImageSliceRequest request) : ILayerSlicing
{
    /// <inheritdoc/>
    public bool IsAtHand(IChunkReader reader) => ImageSlicing.Demand(request) is not { } demand || reader.IsAtHand(demand);

    /// <inheritdoc/>
    public async ValueTask<FinishedSlice> SliceAsync(IChunkReader reader, CancellationToken cancellationToken)
    {
        var slice = await ImageSlicing.SliceAsync(request, reader, cancellationToken).ConfigureAwait(false);
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
            Rgb = request.Data.IsRgb,
            Level = slice.Level,
            SliceToWorld = slice.SliceToWorld,
        });
    }
}
