using Lamella.Contracts.Geometry;
using Lamella.Contracts.Layers;
using Lamella.Contracts.Slicing;
using Lamella.Engine.Slicing;
using Lamella.Engine.Slicing.Vectors;
using Lamella.Engine.Sources.Layers;

namespace Lamella.Grains.Layers;

/// <summary>Opened vectors as a vectors layer sees them.</summary>
internal sealed class VectorsLayerModel(OpenedLayer<VectorsLayerData> opened, SliceLimits limits)
    : ItemsLayerModel<VectorsLayerSpec, VectorsDisplay>(opened.AxisNames, opened.Data.Count, opened.Warnings), IDisposable
{
    /// <summary>Stops the building of indexes, and drops them; slicing goes on without.</summary>
    public void Dispose() => opened.Data.Dispose();

    /// <inheritdoc/>
    protected override WorldExtent Extent(AffineTransform dataToWorld) => opened.Data.Extent(dataToWorld);

    /// <inheritdoc/>
    protected override VectorsDisplay Display(VectorsLayerSpec spec) => new(spec, opened.Data);

    /// <inheritdoc/>
    protected override ILayerSlicing Plan(VectorsLayerSpec spec, VectorsDisplay display, Dims dims, AffineTransform dataToWorld)
    {
        var request = Request(spec, dims, dataToWorld);
        return new ItemsLayerSlicing(cancellationToken =>
        {
            var slice = VectorsSlicing.Slice(request, cancellationToken);
            var items = display.Encode(slice, limits);
            return new ItemsLayerSlicing.Made(items, header => new VectorsSliceResponse
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
    protected override LayerValue Pick(VectorsLayerSpec spec, AffineTransform dataToWorld, LayerValueRequest request, CancellationToken cancellationToken) =>
        Pick(VectorsSlicing.Slice(Request(spec, request.Dims, dataToWorld), cancellationToken), request);

    private static LayerValue Pick(VectorsSlice slice, LayerValueRequest request) => new()
    {
        Layer = request.Layer.Id,
        Item = VectorsPicking.GetValue(slice, request.Place),
    };

    private VectorsSliceRequest Request(VectorsLayerSpec spec, Dims dims, AffineTransform dataToWorld)
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
}
