using Lamella.Contracts.Errors;
using Lamella.Contracts.Grains;
using Lamella.Contracts.Layers;
using Lamella.Contracts.Slicing;
using Lamella.Sdk.Connections;

namespace Lamella.Sdk;

public sealed partial class Viewer
{
    /// <summary>How long a service that may be frozen is given to take back what was stopped.</summary>
    private static readonly TimeSpan TidyWait = TimeSpan.FromSeconds(1);

    /// <summary>Opens an image and adds it on top.</summary>
    /// <param name="uri">A path or URI, as the silo sees it.</param>
    /// <param name="channel">Index along the source's channel axis; null keeps it as an axis.</param>
    /// <param name="name">What to call it; null takes the end of the URI.</param>
    /// <param name="cancellationToken">Stops opening; the layer is then not added.</param>
    /// <exception cref="LamellaException">The source cannot be opened.</exception>
    public Task<LayerAdded> AddImageAsync(
        string uri, int? channel = null, string? name = null, CancellationToken cancellationToken = default) =>
        AddLayerAsync(
            new ImageLayerSpec
            {
                Id = LayerId.New(),
                Name = name ?? uri.TrimEnd('/', '\\').Split('/', '\\')[^1],
                Source = new LayerSource(uri, channel),
            },
            cancellationToken);

    /// <summary>Opens a layer's source and adds it on top; the first layer sets the point to the centre.</summary>
    /// <param name="spec">The layer.</param>
    /// <param name="cancellationToken">Stops opening; the layer is then not added.</param>
    /// <exception cref="LamellaException">The source cannot be opened, or the spec is invalid.</exception>
    public async Task<LayerAdded> AddLayerAsync(LayerSpec spec, CancellationToken cancellationToken = default)
    {
        try
        {
            while (true)
            {
                var added = await _retry.RunAsync(token => _grain.AddLayer(spec).WaitAsync(token), cancellationToken).ConfigureAwait(false);
                if (added is not null)
                {
                    await SlicedAsync(added.Revision, [spec.Id], cancellationToken).ConfigureAwait(false);
                    return added;
                }
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            await TryRemoveAsync(spec.Id).ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Removes a layer; one that is not there is no error.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public Task<Revision> RemoveLayerAsync(LayerId layer, CancellationToken cancellationToken = default) =>
        _retry.RunAsync(_ => _grain.RemoveLayer(layer), cancellationToken);

    /// <summary>Replaces what the user said of a layer; slices again only where slicing depends on it.</summary>
    /// <param name="spec">The new spec of the layer of the same id.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="LamellaException"><see cref="LamellaErrorCode.UnknownLayer"/>, or the spec is invalid.</exception>
    public async Task<Revision> UpdateLayerAsync(LayerSpec spec, CancellationToken cancellationToken = default)
    {
        var revision = await _retry.RunAsync(_ => _grain.UpdateLayer(spec), cancellationToken).ConfigureAwait(false);
        return await SlicedAsync(revision, [spec.Id], cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Moves a layer within the list; 0 is the bottom.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="index">Its new position.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="LamellaException"><see cref="LamellaErrorCode.UnknownLayer"/>.</exception>
    public Task<Revision> MoveLayerAsync(LayerId layer, int index, CancellationToken cancellationToken = default) =>
        _retry.RunAsync(_ => _grain.MoveLayer(layer, index), cancellationToken);

    /// <summary>Tidies up after what the caller stopped, who waits: once, for a short time, and without an outcome of its own.</summary>
    private async Task TryRemoveAsync(LayerId layer)
    {
        try
        {
            await _grain.RemoveLayer(layer).WaitAsync(TidyWait, _options.TimeProvider).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is LamellaException || Retry.IsUnanswered(exception))
        {
            // A service that does not answer forgets the viewer, and the layer with it, when nobody uses it.
        }
    }
}
