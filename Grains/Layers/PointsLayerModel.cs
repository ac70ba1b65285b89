using Lamella.Contracts.Geometry;
using Lamella.Contracts.Layers;
using Lamella.Contracts.Slicing;
using Lamella.Engine.Slicing;
using Lamella.Engine.Slicing.Display;
using Lamella.Engine.Slicing.Points;
using Lamella.Engine.Sources.Layers;

namespace Lamella.Grains.Layers;

/// <summary>Opened points as a points layer sees them.</summary>
internal sealed class PointsLayerModel(OpenedLayer<PointsLayerData> opened, SliceLimits limits)
    : ItemsLayerModel<PointsLayerSpec, PointsDisplay, PointsSliceRequest, PointsSlice>(
        opened.AxisNames, opened.Data.Count, opened.Warnings), IDisposable
{
    /// <summary>Stops the building of indexes, and drops them; slicing goes on without.</summary>
    public void Dispose() => opened.Data.Dispose();

    /// <inheritdoc/>
    protected override WorldExtent Extent(AffineTransform dataToWorld) => opened.Data.Extent(dataToWorld);

    /// <inheritdoc/>
    protected override PointsDisplay Display(PointsLayerSpec spec) => new(spec, opened.Data);

    /// <inheritdoc/>
    protected override PointsSliceRequest Request(PointsLayerSpec spec, Dims dims, AffineTransform dataToWorld)
    {
        var state = new PointsSliceState
        {
            DataToWorld = dataToWorld,
            ProjectionMode = spec.ProjectionMode,
            OutOfSliceDisplay = spec.OutOfSliceDisplay,
            Size = spec.Size,
        };
        return PointsSlicing.MakeSliceRequest(opened.Data, state, dims);
    }

    /// <inheritdoc/>
    protected override PointsSlice Slice(PointsSliceRequest request, CancellationToken cancellationToken) =>
        PointsSlicing.Slice(request, cancellationToken);

    /// <inheritdoc/>
    protected override EncodedItems Encode(PointsDisplay display, PointsSlice slice) => display.Encode(slice, limits);

    /// <inheritdoc/>
    protected override ItemsSliceResponse Respond(SliceHeader header, PointsSlice slice, EncodedItems items) => new PointsSliceResponse
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
    };

    /// <inheritdoc/>
    protected override LayerValue Pick(PointsLayerSpec spec, PointsSlice slice, LayerValueRequest request) => new()
    {
        Layer = request.Layer.Id,
        Item = DataRays.Of(slice.Request.Input, request) is { } ray
            ? PointsPicking.GetValue(slice, ray)
            : PointsPicking.GetValue(slice, request.Place),
    };
}
