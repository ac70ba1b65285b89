using System.Collections.Immutable;
using Lamella.Contracts.Arrays;
using Lamella.Contracts.Geometry;
using Lamella.Contracts.Layers;
using Lamella.Contracts.Slicing;
using Lamella.Engine.Arrays.Chunks;
using Lamella.Engine.Slicing.Display;

namespace Lamella.Grains.Layers;

/// <summary>A source of items that is read whole, as one type of layer sees it.</summary>
/// <typeparam name="TSpec">The layer's type.</typeparam>
/// <typeparam name="TDisplay">How its items are drawn.</typeparam>
/// <typeparam name="TRequest">What a slice is made of.</typeparam>
/// <typeparam name="TSlice">A slice.</typeparam>
/// <param name="axisNames">The axes' names, slowest first.</param>
/// <param name="count">Number of items.</param>
/// <param name="warnings">What was odd when opening.</param>
internal abstract class ItemsLayerModel<TSpec, TDisplay, TRequest, TSlice>(
    ImmutableArray<string> axisNames, int count, ImmutableArray<string> warnings) : ILayerModel
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

        var (display, wanted) = (looked.Display, Request(spec, request.Dims, DataToWorld(spec)));
        return new ItemsLayerSlicing(cancellationToken =>
        {
            var slice = Slice(wanted, cancellationToken);
            var items = Encode(display, slice);
            return new ItemsLayerSlicing.Made(items, header => Respond(header, slice, items), place => Pick(spec, slice, place));
        });
    }

    /// <inheritdoc/>
    public ValueTask<LayerValue> PickAsync(LayerValueRequest request, IChunkReader reader, CancellationToken cancellationToken)
    {
        var spec = (TSpec)request.Layer;
        return new(Pick(spec, Slice(Request(spec, request.Dims, DataToWorld(spec)), cancellationToken), request));
    }

    /// <inheritdoc/>
    public ValueTask<LayerThumbnail?> MakeThumbnailAsync(LayerSliceRequest request, IChunkReader reader, CancellationToken cancellationToken) =>
        new((LayerThumbnail?)null);

    /// <summary>How far the items reach in the world.</summary>
    protected abstract WorldExtent Extent(AffineTransform dataToWorld);

    /// <summary>Looks up what a spec names.</summary>
    protected abstract TDisplay Display(TSpec spec);

    /// <summary>Decides what a slice is made of.</summary>
    protected abstract TRequest Request(TSpec spec, Dims dims, AffineTransform dataToWorld);

    /// <summary>Makes a slice.</summary>
    protected abstract TSlice Slice(TRequest request, CancellationToken cancellationToken);

    /// <summary>Makes columns of a slice, as it is handed out.</summary>
    protected abstract EncodedItems Encode(TDisplay display, TSlice slice);

    /// <summary>Adds to a header what the layer's type tells of a slice.</summary>
    protected abstract ItemsSliceResponse Respond(SliceHeader header, TSlice slice, EncodedItems items);

    /// <summary>Looks a value up in a slice.</summary>
    protected abstract LayerValue Pick(TSpec spec, TSlice slice, LayerValueRequest request);

    private AffineTransform DataToWorld(LayerSpec spec) => (spec.Transform ?? LayerTransform.Identity).DataToWorld(axisNames.Length);

    private sealed record Looked(TSpec Spec, TDisplay Display);
}
