using System.Collections.Immutable;
using Lamella.Contracts.Errors;
using Lamella.Contracts.Geometry;
using Lamella.Contracts.Layers;
using Lamella.Contracts.Viewers;

namespace Lamella.Sdk.Presets;

/// <summary>
/// Three linked viewers of one data set, each looking along another of its last three axes: what is under the point in one
/// is under it in all.
/// </summary>
/// <param name="Xy">Displays the last two axes: y down, x right.</param>
/// <param name="Xz">Displays the third last and the last: z down, x right.</param>
/// <param name="Zy">Displays the last but one and the third last: y down, z right.</param>
public sealed record OrthogonalViews(Viewer Xy, Viewer Xz, Viewer Zy)
{
    /// <summary>The viewers.</summary>
    public ImmutableArray<Viewer> All => [Xy, Xz, Zy];

    /// <summary>Opens layers in three new viewers that are linked in all parts.</summary>
    /// <param name="client">The service.</param>
    /// <param name="layers">The layers, bottom first.</param>
    /// <param name="cancellationToken">Stops opening.</param>
    /// <exception cref="LamellaException">
    /// A source cannot be opened; <see cref="LamellaErrorCode.InvalidArgument"/>: fewer than three axes.
    /// </exception>
    public static async Task<OrthogonalViews> OpenAsync(
        LamellaClient client, IEnumerable<LayerSpec> layers, CancellationToken cancellationToken = default)
    {
        OrthogonalViews views = new(client.OpenViewer(), client.OpenViewer(), client.OpenViewer());
        try
        {
            await views.ShowAsync(layers, cancellationToken).ConfigureAwait(false);
            return views;
        }
        catch
        {
            await Task.WhenAll(views.All.Select(static viewer => viewer.CloseAsync(CancellationToken.None))).ConfigureAwait(false);
            throw;
        }
    }

    private async Task ShowAsync(IEnumerable<LayerSpec> layers, CancellationToken cancellationToken)
    {
        foreach (var layer in layers)
        {
            await Xy.AddLayerAsync(layer, cancellationToken).ConfigureAwait(false);
        }

        var dims = (await Xy.GetSnapshotAsync(cancellationToken).ConfigureAwait(false)).Dims;
        if (dims.Ndim < 3)
        {
            throw new LamellaException(
                LamellaErrorCode.InvalidArgument, "Orthogonal views need three axes or more; show it in one viewer.", expected: "3 axes", got: $"{dims.Ndim}");
        }

        await TurnAsync(Xz, dims, [1, 0, 2], cancellationToken).ConfigureAwait(false);
        await TurnAsync(Zy, dims, [2, 1, 0], cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Links a viewer, and orders the last three axes of its Dims.</summary>
    private async Task TurnAsync(Viewer viewer, Dims dims, int[] lastThree, CancellationToken cancellationToken)
    {
        var first = dims.Ndim - 3;
        ImmutableArray<int> order = [.. Enumerable.Range(0, first), .. lastThree.Select(axis => first + axis)];
        await viewer.SetDimsAsync(dims.WithOrder(order), cancellationToken).ConfigureAwait(false);
        await Xy.LinkAsync(viewer, LinkedParts.All, cancellationToken).ConfigureAwait(false);
    }
}
