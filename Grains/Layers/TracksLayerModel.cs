using Lamella.Contracts.Geometry;
using Lamella.Contracts.Layers;
using Lamella.Contracts.Slicing;
using Lamella.Engine.Slicing;
using Lamella.Engine.Slicing.Display;
using Lamella.Engine.Slicing.Tracks;
using Lamella.Engine.Sources.Layers;

namespace Lamella.Grains.Layers;

/// <summary>Opened tracks as a tracks layer sees them.</summary>
internal sealed class TracksLayerModel(OpenedLayer<TracksLayerData> opened, SliceLimits limits)
    : ItemsLayerModel<TracksLayerSpec, TracksDisplay, TracksSliceRequest, TracksSlice>(
        opened.AxisNames, opened.Data.Count, opened.Warnings)
{
    /// <inheritdoc/>
    protected override WorldExtent Extent(AffineTransform dataToWorld) => opened.Data.Extent(dataToWorld);

    /// <inheritdoc/>
    protected override TracksDisplay Display(TracksLayerSpec spec) => new(spec, opened.Data);

    /// <inheritdoc/>
    protected override TracksSliceRequest Request(TracksLayerSpec spec, Dims dims, AffineTransform dataToWorld)
    {
        var state = new TracksSliceState
        {
            DataToWorld = dataToWorld,
            TailLength = spec.TailLength,
            HeadLength = spec.HeadLength,
            Fade = spec.Fade,
            HideCompletedTracks = spec.HideCompletedTracks,
        };
        return TracksSlicing.MakeSliceRequest(opened.Data, state, dims);
    }

    /// <inheritdoc/>
    protected override TracksSlice Slice(TracksSliceRequest request, CancellationToken cancellationToken) =>
        TracksSlicing.Slice(request, cancellationToken);

    /// <inheritdoc/>
    protected override EncodedItems Encode(TracksDisplay display, TracksSlice slice) => display.Encode(slice, limits);

    /// <inheritdoc/>
    protected override ItemsSliceResponse Respond(SliceHeader header, TracksSlice slice, EncodedItems items) => new TracksSliceResponse
    {
        Layer = header.Layer,
        Revision = header.Revision,
        Slice = header.Slice,
        ByteLength = header.ByteLength,
        Timings = header.Timings,
        Chunks = header.Chunks,
        Empty = items.Count == 0,
        Warnings = [.. slice.Warnings.Select(static warning => warning.Message)],
        Count = items.Count,
        Columns = items.Columns,
        SliceToWorld = slice.SliceToWorld,
        CurrentTime = slice.CurrentTime,
    };

    /// <inheritdoc/>
    protected override LayerValue Pick(TracksLayerSpec spec, TracksSlice slice, LayerValueRequest request) => new()
    {
        Layer = request.Layer.Id,
        Item = (long?)(DataRays.Of(slice.Request.Input, request) is { } ray
            ? TracksPicking.GetValue(slice, ray, spec.TailWidth)
            : TracksPicking.GetValue(slice.Request.Data, slice.Request.Input.DataToWorld, request.Place)),
    };
}
