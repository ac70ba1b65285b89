using Lamella.Contracts.Geometry;
using Lamella.Contracts.Layers;
using Lamella.Contracts.Slicing;
using Lamella.Engine.Slicing;
using Lamella.Engine.Slicing.Shapes;
using Lamella.Engine.Sources.Layers;

namespace Lamella.Grains.Layers;

/// <summary>Opened shapes as a shapes layer sees them.</summary>
internal sealed class ShapesLayerModel(OpenedLayer<ShapesLayerData> opened, SliceLimits limits)
    : ItemsLayerModel<ShapesLayerSpec, ShapesDisplay>(opened.AxisNames, opened.Data.Shapes.Length, opened.Warnings)
{
    /// <inheritdoc/>
    protected override WorldExtent Extent(AffineTransform dataToWorld) => opened.Data.Extent(dataToWorld);

    /// <inheritdoc/>
    protected override ShapesDisplay Display(ShapesLayerSpec spec) => new(spec, opened.Data);

    /// <inheritdoc/>
    protected override ILayerSlicing Plan(ShapesLayerSpec spec, ShapesDisplay display, Dims dims, AffineTransform dataToWorld)
    {
        var request = Request(spec, dims, dataToWorld);
        return new ItemsLayerSlicing(cancellationToken =>
        {
            var slice = ShapesSlicing.Slice(request, cancellationToken);
            var items = display.Encode(slice, limits);
            return new ItemsLayerSlicing.Made(items, header => new ShapesSliceResponse
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
            }, place => Pick(slice, place, spec.EdgeWidth));
        });
    }

    /// <inheritdoc/>
    protected override LayerValue Pick(ShapesLayerSpec spec, AffineTransform dataToWorld, LayerValueRequest request, CancellationToken cancellationToken) =>
        Pick(ShapesSlicing.Slice(Request(spec, request.Dims, dataToWorld), cancellationToken), request, spec.EdgeWidth);

    private static LayerValue Pick(ShapesSlice slice, LayerValueRequest request, double edgeWidth) => new()
    {
        Layer = request.Layer.Id,
        Item = DataRays.Of(slice.Request.Input, request) is { } ray
            ? ShapesPicking.GetValue(slice, ray, edgeWidth)
            : ShapesPicking.GetValue(slice, request.Place, edgeWidth),
    };

    private ShapesSliceRequest Request(ShapesLayerSpec spec, Dims dims, AffineTransform dataToWorld)
    {
        var state = new ShapesSliceState { DataToWorld = dataToWorld };
        return ShapesSlicing.MakeSliceRequest(opened.Data, state, dims);
    }
}
