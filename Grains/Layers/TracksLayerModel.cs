using Lamella.Contracts.Geometry;
using Lamella.Contracts.Layers;
using Lamella.Contracts.Slicing;
using Lamella.Engine.Slicing;
using Lamella.Engine.Slicing.Tracks;
using Lamella.Engine.Sources.Layers;

namespace Lamella.Grains.Layers;

/// <summary>Opened tracks as a tracks layer sees them.</summary>
internal sealed class TracksLayerModel(OpenedLayer<TracksLayerData> opened, SliceLimits limits)
    : ItemsLayerModel<TracksLayerSpec, TracksDisplay>(opened.AxisNames, opened.Data.Count, opened.Warnings)
{
    /// <inheritdoc/>
    protected override WorldExtent Extent(AffineTransform dataToWorld) => opened.Data.Extent(dataToWorld);

    /// <inheritdoc/>
    protected override TracksDisplay Display(TracksLayerSpec spec) => new(spec, opened.Data);

    /// <inheritdoc/>
    protected override ILayerSlicing Plan(TracksLayerSpec spec, TracksDisplay display, Dims dims, AffineTransform dataToWorld)
    {
        var request = Request(spec, dims, dataToWorld);
        return new ItemsLayerSlicing(cancellationToken =>
        {
            var slice = TracksSlicing.Slice(request, cancellationToken);
            var items = display.Encode(slice, limits);
            return new ItemsLayerSlicing.Made(items, header => new TracksSliceResponse
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
            }, place => Pick(slice, place, spec.TailWidth));
        });
    }

    /// <inheritdoc/>
    protected override LayerValue Pick(TracksLayerSpec spec, AffineTransform dataToWorld, LayerValueRequest request, CancellationToken cancellationToken) =>
        Pick(TracksSlicing.Slice(Request(spec, request.Dims, dataToWorld), cancellationToken), request, spec.TailWidth);

    private static LayerValue Pick(TracksSlice slice, LayerValueRequest request, double width) => new()
    {
        Layer = request.Layer.Id,
        Item = (long?)(DataRays.Of(slice.Request.Input, request) is { } ray
            ? TracksPicking.GetValue(slice, ray, width)
            : TracksPicking.GetValue(slice.Request.Data, slice.Request.Input.DataToWorld, request.Place)),
    };

    private TracksSliceRequest Request(TracksLayerSpec spec, Dims dims, AffineTransform dataToWorld)
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
}
