using System.Collections.Immutable;
using Lamella.Contracts.Errors;
using Lamella.Contracts.Layers;
using Lamella.Contracts.Viewers;

namespace Lamella.Sdk.Presets;

/// <summary>napari's grid: each layer in a viewer of its own, side by side, at one point and one zoom.</summary>
/// <param name="Viewers">The viewers, row by row.</param>
/// <param name="Columns">Viewers in a row; the last row may have fewer.</param>
public sealed record ViewerGrid(ImmutableArray<Viewer> Viewers, int Columns)
{
    /// <summary>Opens layers, each in a new viewer; all are linked by point and zoom.</summary>
    /// <param name="client">The service.</param>
    /// <param name="layers">The layers.</param>
    /// <param name="columns">Viewers in a row; null makes it as square as can be.</param>
    /// <param name="cancellationToken">Stops opening.</param>
    /// <exception cref="LamellaException">A source cannot be opened.</exception>
    public static async Task<ViewerGrid> OpenAsync(
        LamellaClient client, IEnumerable<LayerSpec> layers, int? columns = null, CancellationToken cancellationToken = default)
    {
        var viewers = ImmutableArray.CreateBuilder<Viewer>();
        try
        {
            foreach (var layer in layers)
            {
                viewers.Add(client.OpenViewer());
                await viewers[^1].AddLayerAsync(layer, cancellationToken).ConfigureAwait(false);
                if (viewers.Count > 1)
                {
                    await viewers[0].LinkAsync(viewers[^1], LinkedParts.Point | LinkedParts.Zoom, cancellationToken).ConfigureAwait(false);
                }
            }
        }
        catch
        {
            await Task.WhenAll(viewers.Select(static viewer => viewer.CloseAsync(CancellationToken.None))).ConfigureAwait(false);
            throw;
        }

        return new ViewerGrid(viewers.ToImmutable(), columns ?? (int)Math.Ceiling(Math.Sqrt(viewers.Count)));
    }
}
