using Lamella.Contracts.Geometry;
using Lamella.Contracts.Layers;
using Lamella.Contracts.Slicing;
using Lamella.Engine.Slicing;
using Lamella.Engine.Slicing.Points;
using Lamella.Engine.Sources.Layers;

namespace Lamella.Grains.Layers;

/// <summary>Opened points as a points layer sees them.</summary>
internal sealed class PointsLayerModel(OpenedLayer<PointsLayerData> opened, SliceLimits limits)
    : ItemsLayerModel<PointsLayerSpec, PointsDisplay>(opened.AxisNames, opened.Data.Count, opened.Warnings), IDisposable
{
    /// <summary>Stops the building of indexes, and drops them; slicing goes on without.</summary>
    public void Dispose() => opened.Data.Dispose();

    /// <inheritdoc/>
    protected override WorldExtent Extent(AffineTransform dataToWorld) => opened.Data.Extent(dataToWorld);

    /// <inheritdoc/>
    protected override PointsDisplay Display(PointsLayerSpec spec) => new(spec, opened.Data);

    /// <inheritdoc/>
    protected override ILayerSlicing Plan(PointsLayerSpec spec, PointsDisplay display, Dims dims, AffineTransform dataToWorld)
    {
        var request = Request(spec, dims, dataToWorld);
        return new ItemsLayerSlicing(cancellationToken =>
        {
            var slice = PointsSlicing.Slice(request, cancellationToken);
            var items = display.Encode(slice, limits);
            return new ItemsLayerSlicing.Made(items, header => new PointsSliceResponse
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
            }, place => Pick(slice, place));
        });
    }

    /// <inheritdoc/>
    protected override LayerValue Pick(PointsLayerSpec spec, AffineTransform dataToWorld, LayerValueRequest request, CancellationToken cancellationToken) =>
        Pick(PointsSlicing.Slice(Request(spec, request.Dims, dataToWorld), cancellationToken), request);

    private static LayerValue Pick(PointsSlice slice, LayerValueRequest request) => new()
    {
        Layer = request.Layer.Id,
        Item = DataRays.Of(slice.Request.Input, request) is { } ray
            ? PointsPicking.GetValue(slice, ray)
            : PointsPicking.GetValue(slice, request.Place),
    };

    private PointsSliceRequest Request(PointsLayerSpec spec, Dims dims, AffineTransform dataToWorld)
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
}
