using Lamella.Contracts.Geometry;
using Lamella.Contracts.Layers;
using Lamella.Contracts.Slicing;
using Lamella.Engine.Slicing;
using Lamella.Engine.Slicing.Display;
using Lamella.Engine.Slicing.Vectors;
using Lamella.Engine.Sources.Layers;

namespace Lamella.Grains.Layers;

/// <summary>Opened vectors as a vectors layer sees them.</summary>
internal sealed class VectorsLayerModel(OpenedLayer<VectorsLayerData> opened, SliceLimits limits)
    : ItemsLayerModel<VectorsLayerSpec, VectorsDisplay, VectorsSliceRequest, VectorsSlice>(
        opened.AxisNames, opened.Data.Count, opened.Warnings), IDisposable
{
    /// <summary>Stops the building of indexes, and drops them; slicing goes on without.</summary>
    public void Dispose() => opened.Data.Dispose();

    /// <inheritdoc/>
    protected override WorldExtent Extent(AffineTransform dataToWorld) => opened.Data.Extent(dataToWorld);

    /// <inheritdoc/>
    protected override VectorsDisplay Display(VectorsLayerSpec spec) => new(spec, opened.Data);

    /// <inheritdoc/>
    protected override VectorsSliceRequest Request(VectorsLayerSpec spec, Dims dims, AffineTransform dataToWorld)
    {
        var state = new VectorsSliceState
        {
            DataToWorld = dataToWorld,
            ProjectionMode = spec.ProjectionMode,
            OutOfSliceDisplay = spec.OutOfSliceDisplay,
            Length = spec.Length,
        };
        return VectorsSlicing.MakeSliceRequest(opened.Data, state, dims);
    }

    /// <inheritdoc/>
    protected override VectorsSlice Slice(VectorsSliceRequest request, CancellationToken cancellationToken) =>
        VectorsSlicing.Slice(request, cancellationToken);

    /// <inheritdoc/>
    protected override EncodedItems Encode(VectorsDisplay display, VectorsSlice slice) => display.Encode(slice, limits);

    /// <inheritdoc/>
    protected override ItemsSliceResponse Respond(SliceHeader header, VectorsSlice slice, EncodedItems items) => new VectorsSliceResponse
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
    protected override LayerValue Pick(VectorsLayerSpec spec, VectorsSlice slice, LayerValueRequest request) => new()
    {
        Layer = request.Layer.Id,
        Item = VectorsPicking.GetValue(slice, request.Place),
    };
}
