using Lamella.Contracts.Errors;
using Lamella.Contracts.Layers;
using Lamella.Contracts.Slicing;
using Lamella.Engine.Arrays.Formats;
using Lamella.Engine.Slicing;
using Lamella.Engine.Sources;
using Microsoft.Extensions.Options;

namespace Lamella.Grains.Layers;

/// <summary>Opens the sources of layers: the one place where a type of layer meets its model. Safe for concurrent use.</summary>
internal sealed class LayerModelOpener(IImageOpener images, LayerDataOpener items, IOptions<SlicingOptions> options)
{
    private readonly SliceLimits _limits = new() { MaxSliceBytes = options.Value.MaxSliceBytes };

    /// <summary>Opens a layer's source. Runs off the grain's turn.</summary>
    /// <param name="spec">The layer.</param>
    /// <param name="cancellationToken">Stops opening.</param>
    /// <exception cref="LamellaException">The source cannot be opened.</exception>
    public async Task<ILayerModel> OpenAsync(LayerSpec spec, CancellationToken cancellationToken) => spec switch
    {
        ImageLayerSpec => new ImageLayerModel(
            await images.OpenAsync(spec.Source.Uri, cancellationToken).ConfigureAwait(false), spec.Source, _limits),
        LabelsLayerSpec => new ImageLayerModel(
            await images.OpenAsync(spec.Source.Uri, cancellationToken).ConfigureAwait(false) with { IsLabels = true, IsRgb = false }, spec.Source, _limits),
        PointsLayerSpec points => new PointsLayerModel(
            await items.OpenPointsAsync(spec.Source.Uri, points.Columns, cancellationToken).ConfigureAwait(false), _limits),
        VectorsLayerSpec vectors => new VectorsLayerModel(
            await items.OpenVectorsAsync(spec.Source.Uri, vectors.Columns, cancellationToken).ConfigureAwait(false), _limits),
        SurfaceLayerSpec => new SurfaceLayerModel(
            await items.OpenSurfaceAsync(spec.Source.Uri, cancellationToken).ConfigureAwait(false), _limits),
        ShapesLayerSpec shapes => new ShapesLayerModel(
            await items.OpenShapesAsync(spec.Source.Uri, shapes.Columns, cancellationToken).ConfigureAwait(false), _limits),
        TracksLayerSpec tracks => new TracksLayerModel(
            await items.OpenTracksAsync(spec.Source.Uri, tracks.Columns, cancellationToken).ConfigureAwait(false), _limits),
        _ => throw new LamellaException(
            LamellaErrorCode.Unsupported, $"This silo cannot slice a {spec.GetType().Name}; update it.", spec.Source.Uri),
    };
}
