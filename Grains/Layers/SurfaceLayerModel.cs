using Lamella.Contracts.Geometry;
using Lamella.Contracts.Layers;
using Lamella.Contracts.Slicing;
using Lamella.Engine.Rendering.Colormaps;
using Lamella.Engine.Slicing;
using Lamella.Engine.Slicing.Display;
using Lamella.Engine.Slicing.Surface;
using Lamella.Engine.Sources.Layers;

namespace Lamella.Grains.Layers;

/// <summary>An opened mesh as a surface layer sees it.</summary>
internal sealed class SurfaceLayerModel(OpenedLayer<SurfaceLayerData> opened, SliceLimits limits)
    : ItemsLayerModel<SurfaceLayerSpec, SurfaceLayerSpec, SurfaceSliceRequest, SurfaceSlice>(
        opened.AxisNames, opened.Data.Vertices.Count, opened.Warnings)
{
    /// <inheritdoc/>
    protected override WorldExtent Extent(AffineTransform dataToWorld) => opened.Data.Extent(dataToWorld);

    /// <inheritdoc/>
    protected override SurfaceLayerSpec Display(SurfaceLayerSpec spec)
    {
        // Who draws looks it up; a name that there is not is told here, with the slice.
        _ = ColormapCatalog.Parse(spec.Colormap);
        return spec;
    }

    /// <inheritdoc/>
    protected override SurfaceSliceRequest Request(SurfaceLayerSpec spec, Dims dims, AffineTransform dataToWorld)
    {
        var state = new SurfaceSliceState
        {
            DataToWorld = dataToWorld,
            ProjectionMode = spec.ProjectionMode,
        };
        return SurfaceSlicing.MakeSliceRequest(opened.Data, state, dims);
    }

    /// <inheritdoc/>
    protected override SurfaceSlice Slice(SurfaceSliceRequest request, CancellationToken cancellationToken) =>
        SurfaceSlicing.Slice(request, cancellationToken);

    /// <inheritdoc/>
    protected override EncodedItems Encode(SurfaceLayerSpec display, SurfaceSlice slice) => SurfaceDisplay.Encode(slice, limits);

    /// <inheritdoc/>
    protected override ItemsSliceResponse Respond(SliceHeader header, SurfaceSlice slice, EncodedItems items) => new SurfaceSliceResponse
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
    protected override LayerValue Pick(SurfaceLayerSpec spec, SurfaceSlice slice, LayerValueRequest request)
    {
        var picked = DataRays.Of(slice.Request.Input, request) is { } ray
            ? SurfacePicking.GetValue(slice, ray)
            : SurfacePicking.GetValue(slice, request.Place);
        return new LayerValue { Layer = request.Layer.Id, Item = picked?.Face, Numbers = picked is { } face ? [face.Value] : [] };
    }
}
