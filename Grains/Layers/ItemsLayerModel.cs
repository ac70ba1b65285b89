using System.Collections.Immutable;
using Lamella.Contracts.Arrays;
using Lamella.Contracts.Geometry;
using Lamella.Contracts.Layers;
using Lamella.Contracts.Slicing;
using Lamella.Engine.Arrays.Chunks;

namespace Lamella.Grains.Layers;

/// <summary>A source of items that is read whole, as one type of layer sees it.</summary>
/// <typeparam name="TSpec">The layer's type.</typeparam>
/// <typeparam name="TDisplay">How its items are drawn.</typeparam>
/// <param name="axisNames">The axes' names, slowest first.</param>
/// <param name="count">Number of items.</param>
/// <param name="warnings">What was odd when opening.</param>
internal abstract class ItemsLayerModel<TSpec, TDisplay>(ImmutableArray<string> axisNames, int count, ImmutableArray<string> warnings)
    : ILayerModel
    where TSpec : ItemsLayerSpec
{
    private volatile Looked? _looked;

    /// <inheritdoc/>
    public LayerInfo Describe(LayerSpec spec)
    {
        var toWorld = DataToWorld(spec);
        return new LayerInfo
        {
            Ndim = axisNames.Length,
            LevelShapes = [[count, axisNames.Length]],
            DataType = DataType.Float64,
            Axes = [.. axisNames.Select(static name => new ImageAxis(name, name.ToUpperInvariant() is "T" or "TIME" or "FRAME" ? "time" : "space", null))],
            Rgb = false,
            DataToWorld = toWorld,
            Extent = Extent(toWorld),
            Warnings = warnings,
        };
    }

    /// <inheritdoc/>
    public ILayerSlicing Plan(LayerSliceRequest request)
    {
        var spec = (TSpec)request.Layer;

        // Made once for a spec: it looks at a feature of every item.
        var looked = _looked;
        if (looked is null || !looked.Spec.IsSlicedAlike(spec))
        {
            _looked = looked = new Looked(spec, Display(spec));
        }

        return Plan(spec, looked.Display, request.Dims, DataToWorld(spec));
    }

    /// <inheritdoc/>
    public ValueTask<LayerValue> PickAsync(LayerValueRequest request, IChunkReader reader, CancellationToken cancellationToken) =>
        new(Pick((TSpec)request.Layer, DataToWorld(request.Layer), request, cancellationToken));

    /// <inheritdoc/>
    public ValueTask<LayerThumbnail?> MakeThumbnailAsync(LayerSliceRequest request, IChunkReader reader, CancellationToken cancellationToken) =>
        new((LayerThumbnail?)null);

    /// <summary>How far the items reach in the world.</summary>
    protected abstract WorldExtent Extent(AffineTransform dataToWorld);

    /// <summary>Looks up what a spec names.</summary>
    protected abstract TDisplay Display(TSpec spec);

    /// <summary>Decides what a slice is made of.</summary>
    protected abstract ILayerSlicing Plan(TSpec spec, TDisplay display, Dims dims, AffineTransform dataToWorld);

    /// <summary>Slices the data anew, and looks a value up in that slice.</summary>
    protected abstract LayerValue Pick(TSpec spec, AffineTransform dataToWorld, LayerValueRequest request, CancellationToken cancellationToken);

    private AffineTransform DataToWorld(LayerSpec spec) => (spec.Transform ?? LayerTransform.Identity).DataToWorld(axisNames.Length);

    private sealed record Looked(TSpec Spec, TDisplay Display);
}
