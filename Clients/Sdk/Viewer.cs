using System.Collections.Immutable;
using Lamella.Contracts.Errors;
using Lamella.Contracts.Geometry;
using Lamella.Contracts.Grains;
using Lamella.Contracts.Layers;
using Lamella.Contracts.Slicing;
using Lamella.Contracts.Viewers;
using Lamella.Sdk.Connections;
using Lamella.Sdk.Pixels;
using Lamella.Sdk.Slicing;
using Lamella.Sdk.Subscriptions;

namespace Lamella.Sdk;

/// <summary>
/// One viewer of the service. Safe for concurrent use; several handles on one viewer see and change the same. Every call
/// is repeated for a while where the service does not answer, and then fails with <see cref="LamellaErrorCode.Unavailable"/>.
/// </summary>
public sealed partial class Viewer
{
    private readonly ILane _lane;
    private readonly Retry _retry;
    private readonly LamellaClientOptions _options;
    private readonly Guid _client = Guid.NewGuid();
    private readonly IViewerGrain _grain;
    private readonly PixelReader _pixels;
    private readonly LastMoves _moves = new();
    private long _changes;

    internal Viewer(ViewerId id, ILane lane, Retry retry, LamellaClientOptions options)
    {
        id.EnsureValid();
        Id = id;
        _lane = lane;
        _retry = retry;
        _options = options;
        _pixels = new PixelReader(lane, retry, options);
        _grain = lane.Notices.GetGrain<IViewerGrain>(id.Value);
    }

    /// <summary>The viewer's name.</summary>
    public ViewerId Id { get; }

    /// <summary>
    /// Moves the viewer, as one change. Returns as soon as it is accepted; of several calls under way at once, the one
    /// made last wins.
    /// </summary>
    /// <param name="dims">In world coordinates; derive it from the snapshot's.</param>
    /// <param name="cancellationToken">Stops waiting; the change may have been made.</param>
    public Task<Revision> SetDimsAsync(Dims dims, CancellationToken cancellationToken = default) =>
        SetDimsAsync(dims, null, cancellationToken);

    /// <summary>Moves the viewer, and sets a deadline for its slices.</summary>
    /// <param name="dims">In world coordinates; derive it from the snapshot's.</param>
    /// <param name="deadline">
    /// How long a slice may take before the best pixels so far are announced as a preview (<see cref="LayerSliceReady"/>); null takes
    /// the service's option. Refinement follows.
    /// </param>
    /// <param name="cancellationToken">Stops waiting; the change may have been made.</param>
    public async Task<Revision> SetDimsAsync(Dims dims, TimeSpan? deadline, CancellationToken cancellationToken = default)
    {
        if (IsSynchronous)
        {
            return (await SliceAtAsync(dims, deadline, TimeSpan.MaxValue, cancellationToken).ConfigureAwait(false)).Revision;
        }

        var order = NextChange();
        var revision = await _retry.RunAsync(_ => _grain.SetDims(dims, order, deadline), cancellationToken).ConfigureAwait(false);
        _moves.Accepted(dims, order, revision);
        return revision;
    }

    /// <summary>Tells what the canvas shows; otherwise as <see cref="SetDimsAsync(Dims, CancellationToken)"/>.</summary>
    /// <param name="fieldOfView">In world coordinates; null asks for everything at the finest level.</param>
    /// <param name="cancellationToken">Stops waiting; the change may have been made.</param>
    public Task<Revision> SetFieldOfViewAsync(FieldOfView? fieldOfView, CancellationToken cancellationToken = default) =>
        SetFieldOfViewAsync(fieldOfView, null, cancellationToken);

    /// <summary>Tells what the canvas shows, and sets a deadline for its slices.</summary>
    /// <param name="fieldOfView">In world coordinates; null asks for everything at the finest level.</param>
    /// <param name="deadline">As for <see cref="SetDimsAsync(Dims, TimeSpan?, CancellationToken)"/>.</param>
    /// <param name="cancellationToken">Stops waiting; the change may have been made.</param>
    public async Task<Revision> SetFieldOfViewAsync(
        FieldOfView? fieldOfView, TimeSpan? deadline, CancellationToken cancellationToken = default)
    {
        var order = NextChange();
        var revision = await _retry.RunAsync(_ => _grain.SetFieldOfView(fieldOfView, order, deadline), cancellationToken).ConfigureAwait(false);
        _moves.Accepted(fieldOfView, order, revision);
        return await SlicedAsync(revision, null, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The viewer as it stands.</summary>
    /// <param name="cancellationToken">Stops waiting.</param>
    public Task<ViewerSnapshot> GetSnapshotAsync(CancellationToken cancellationToken = default) =>
        _retry.RunAsync(_ => AskStateAsync(), cancellationToken);

    /// <summary>
    /// Watches the viewer: first its state, told as events, then every event. Events may be skipped in favour of newer
    /// ones, never the last: silence, gaps and lost connections are repaired by asking for the state.
    /// </summary>
    /// <param name="onStatus">Told of lost connections, resumptions and skipped events, on any thread; must be quick.</param>
    /// <param name="cancellationToken">Ends the subscription.</param>
    /// <returns>Events with growing revisions; slices never older than those before.</returns>
    public IAsyncEnumerable<ViewerEvent> SubscribeAsync(
        Action<SubscriptionStatus>? onStatus = null, CancellationToken cancellationToken = default) =>
        new ViewerSubscription(Id, _lane, AskStateAsync, _options, onStatus).RunAsync(cancellationToken);

    /// <summary>
    /// Pulls the pixels of a slice: within the silo's process by reference, else in parts over a connection of their own.
    /// </summary>
    /// <param name="response">The slice.</param>
    /// <param name="cancellationToken">Stops pulling.</param>
    /// <returns>The pixels, which the caller disposes.</returns>
    /// <exception cref="LamellaException"><see cref="LamellaErrorCode.SliceGone"/>: newer slices have pushed it out, or its silo was lost; the newest is announced.</exception>
    public async Task<SlicePixels> ReadPixelsAsync(LayerSliceResponse response, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(response);
        try
        {
            return await _pixels.ReadAsync(response, cancellationToken).ConfigureAwait(false);
        }
        catch (LamellaException gone) when (gone.Code == LamellaErrorCode.SliceGone)
        {
            await ReplaceAsync(response, cancellationToken).ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>
    /// The value of every layer at a place: the element of an image, the number of a label, the index of a point or shape, the
    /// number of a track. From the slice that is shown where it holds the place, else from the data (napari's <c>get_value</c>).
    /// </summary>
    /// <param name="place">In world coordinates; where it has fewer axes than the viewer, its last ones count.</param>
    /// <param name="direction">With three displayed axes, where one looks; null looks up the place itself.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>One value a layer, in layer order; those of invisible layers are empty.</returns>
    /// <exception cref="LamellaException"><see cref="LamellaErrorCode.InvalidArgument"/>: the place is not finite.</exception>
    public Task<ImmutableArray<LayerValue>> GetValuesAsync(
        WorldPoint place, WorldPoint? direction = null, CancellationToken cancellationToken = default) =>
        _retry.RunAsync(token => _grain.GetValues(place, direction, token), cancellationToken);

    /// <summary>The thumbnail of a layer of pixels at the current Dims (SLICING TH1–TH4); null for other layers.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="LamellaException"><see cref="LamellaErrorCode.UnknownLayer"/>, or a chunk is damaged.</exception>
    public Task<LayerThumbnail?> GetThumbnailAsync(LayerId layer, CancellationToken cancellationToken = default) =>
        _retry.RunAsync(token => _grain.GetThumbnail(layer, token), cancellationToken);

    /// <summary>Removes the viewer's layers and forgets the viewer.</summary>
    /// <param name="cancellationToken">Stops waiting.</param>
    public Task CloseAsync(CancellationToken cancellationToken = default) =>
        _retry.RunAsync(
            async token =>
            {
                await _grain.Close().WaitAsync(token).ConfigureAwait(false);
                return true;
            },
            cancellationToken);

    private ChangeOrder NextChange() => new(_client, Interlocked.Increment(ref _changes));
}
