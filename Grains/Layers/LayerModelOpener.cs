using Lamella.Contracts.Errors;
using Lamella.Contracts.Layers;
using Lamella.Contracts.Slicing;
using Lamella.Engine.Arrays.Formats;
using Lamella.Engine.Slicing;
using Microsoft.Extensions.Options;

namespace Lamella.Grains.Layers;

/// <summary>Opens the sources of layers: the one place where a type of layer meets its model. Safe for concurrent use.</summary>
internal sealed class LayerModelOpener(IImageOpener images, IOptions<SlicingOptions> options)
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
        _ => throw new LamellaException(
            LamellaErrorCode.Unsupported, $"This silo cannot slice a {spec.GetType().Name}; update it.", spec.Source.Uri),
    };
}
