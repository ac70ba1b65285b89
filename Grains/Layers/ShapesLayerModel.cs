using Lamella.Contracts.Geometry;
using Lamella.Contracts.Layers;
using Lamella.Contracts.Slicing;
using Lamella.Engine.Slicing;
using Lamella.Engine.Slicing.Display;
using Lamella.Engine.Slicing.Shapes;
using Lamella.Engine.Sources.Layers;

namespace Lamella.Grains.Layers;

/// <summary>Opened shapes as a shapes layer sees them.</summary>
internal sealed class ShapesLayerModel(OpenedLayer<ShapesLayerData> opened, SliceLimits limits)
    : ItemsLayerModel<ShapesLayerSpec, ShapesDisplay, ShapesSliceRequest, ShapesSlice>(
        opened.AxisNames, opened.Data.Shapes.Length, opened.Warnings)
{
    /// <inheritdoc/>
    protected override WorldExtent Extent(AffineTransform dataToWorld) => opened.Data.Extent(dataToWorld);

    /// <inheritdoc/>
    protected override ShapesDisplay Display(ShapesLayerSpec spec) => new(spec, opened.Data);

    /// <inheritdoc/>
    protected override ShapesSliceRequest Request(ShapesLayerSpec spec, Dims dims, AffineTransform dataToWorld)
    {
        var state = new ShapesSliceState { DataToWorld = dataToWorld };
        return ShapesSlicing.MakeSliceRequest(opened.Data, state, dims);
    }

    /// <inheritdoc/>
    protected override ShapesSlice Slice(ShapesSliceRequest request, CancellationToken cancellationToken) =>
        ShapesSlicing.Slice(request, cancellationToken);

    /// <inheritdoc/>
    protected override EncodedItems Encode(ShapesDisplay display, ShapesSlice slice) => display.Encode(slice, limits);

    /// <inheritdoc/>
    protected override ItemsSliceResponse Respond(SliceHeader header, ShapesSlice slice, EncodedItems items) => new ShapesSliceResponse
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
    protected override LayerValue Pick(ShapesLayerSpec spec, ShapesSlice slice, LayerValueRequest request) => new()
    {
        Layer = request.Layer.Id,
        Item = DataRays.Of(slice.Request.Input, request) is { } ray
            ? ShapesPicking.GetValue(slice, ray, spec.EdgeWidth)
            : ShapesPicking.GetValue(slice, request.Place, spec.EdgeWidth),
    };
}
