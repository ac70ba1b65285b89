using Lamella.Contracts.Errors;
using Lamella.Contracts.Geometry;
using Lamella.Contracts.Grains;
using Lamella.Contracts.Layers;
using Lamella.Contracts.Slicing;
using Lamella.Contracts.Viewers;
using Lamella.Sdk.Connections;
using Lamella.Sdk.Pixels;
using Lamella.Sdk.Subscriptions;

namespace Lamella.Sdk;

/// <summary>
/// One viewer of the service. Safe for concurrent use; several handles on one viewer see and change the same. Every call
/// is repeated for a while where the service does not answer, and then fails with <see cref="LamellaErrorCode.Unavailable"/>.
/// </summary>
public sealed class Viewer
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(2);

    private readonly ILane _lane;
    private readonly Retry _retry;
    private readonly LamellaClientOptions _options;
    private readonly Guid _client = Guid.NewGuid();
    private long _changes;

    internal Viewer(ViewerId id, ILane lane, Retry retry, LamellaClientOptions options)
    {
        Id = id;
        _lane = lane;
        _retry = retry;
        _options = options;
    }

    /// <summary>The viewer's name.</summary>
    public ViewerId Id { get; }

    private IViewerGrain Grain => _lane.Notices.GetGrain<IViewerGrain>(Id.Value);

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
                var added = await _retry.RunAsync(_ => Grain.AddLayer(spec), cancellationToken).ConfigureAwait(false);
                if (added is not null)
                {
                    return added;
                }
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            await RemoveLayerAsync(spec.Id, CancellationToken.None).ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Removes a layer; one that is not there is no error.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public Task<Revision> RemoveLayerAsync(LayerId layer, CancellationToken cancellationToken = default) =>
        _retry.RunAsync(_ => Grain.RemoveLayer(layer), cancellationToken);

    /// <summary>Replaces what the user said of a layer; slices again only where slicing depends on it.</summary>
    /// <param name="spec">The new spec of the layer of the same id.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="LamellaException"><see cref="LamellaErrorCode.UnknownLayer"/>, or the spec is invalid.</exception>
    public Task<Revision> UpdateLayerAsync(LayerSpec spec, CancellationToken cancellationToken = default) =>
        _retry.RunAsync(_ => Grain.UpdateLayer(spec), cancellationToken);

    /// <summary>Moves a layer within the list; 0 is the bottom.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="index">Its new position.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <exception cref="LamellaException"><see cref="LamellaErrorCode.UnknownLayer"/>.</exception>
    public Task<Revision> MoveLayerAsync(LayerId layer, int index, CancellationToken cancellationToken = default) =>
        _retry.RunAsync(_ => Grain.MoveLayer(layer, index), cancellationToken);

    /// <summary>
    /// Moves the viewer, as one change. Returns as soon as it is accepted; of several calls under way at once, the one
    /// made last wins.
    /// </summary>
    /// <param name="dims">In world coordinates; derive it from the snapshot's.</param>
    /// <param name="cancellationToken">Stops waiting; the change may have been made.</param>
    public Task<Revision> SetDimsAsync(Dims dims, CancellationToken cancellationToken = default)
    {
        var order = NextChange();
        return _retry.RunAsync(_ => Grain.SetDims(dims, order), cancellationToken);
    }

    /// <summary>Tells what the canvas shows; otherwise as <see cref="SetDimsAsync"/>.</summary>
    /// <param name="fieldOfView">In world coordinates; null asks for everything at the finest level.</param>
    /// <param name="cancellationToken">Stops waiting; the change may have been made.</param>
    public Task<Revision> SetFieldOfViewAsync(FieldOfView? fieldOfView, CancellationToken cancellationToken = default)
    {
        var order = NextChange();
        return _retry.RunAsync(_ => Grain.SetFieldOfView(fieldOfView, order), cancellationToken);
    }

    /// <summary>The viewer as it stands.</summary>
    /// <param name="cancellationToken">Stops waiting.</param>
    public Task<ViewerSnapshot> GetSnapshotAsync(CancellationToken cancellationToken = default) =>
        _retry.RunAsync(_ => Grain.GetSnapshot(), cancellationToken);

    /// <summary>Waits until nothing is being sliced.</summary>
    /// <param name="timeout">How long at most.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>The viewer as it then stands.</returns>
    /// <exception cref="TimeoutException">Something is still being sliced after that time.</exception>
    public Task<ViewerSnapshot> WaitUntilIdleAsync(TimeSpan timeout, CancellationToken cancellationToken = default) =>
        WaitAsync(
            (part, token) => Grain.WaitUntilIdle(part, token),
            snapshot => snapshot.Outcome != RevisionOutcome.Pending,
            timeout,
            cancellationToken);

    /// <summary>Slices all visible layers again at the current Dims and waits for them.</summary>
    /// <param name="timeout">How long to wait at most; null waits as long as it takes.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>The viewer when that revision, or a newer one that took its place, has ended.</returns>
    /// <exception cref="TimeoutException">It has not ended after that time.</exception>
    public async Task<ViewerSnapshot> SliceAsync(TimeSpan? timeout = null, CancellationToken cancellationToken = default)
    {
        var revision = await _retry.RunAsync(_ => Grain.SliceNow(), cancellationToken).ConfigureAwait(false);
        return await WaitForAsync(revision, timeout ?? TimeSpan.MaxValue, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Waits until a revision, or a newer one that took its place, has ended.</summary>
    /// <param name="revision">The revision, as <see cref="SetDimsAsync"/> returned it.</param>
    /// <param name="timeout">How long at most.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>The viewer as it then stands.</returns>
    /// <exception cref="TimeoutException">It has not ended after that time.</exception>
    public Task<ViewerSnapshot> WaitForAsync(
        Revision revision, TimeSpan timeout, CancellationToken cancellationToken = default) =>
        WaitAsync(
            (part, token) => Grain.WaitFor(revision, part, token),
            snapshot => snapshot.LastEnd?.Revision >= revision,
            timeout,
            cancellationToken);

    /// <summary>
    /// Watches the viewer: first its state, told as events, then every event. Events may be skipped in favour of newer
    /// ones, never the last: silence, gaps and lost connections are repaired by asking for the state.
    /// </summary>
    /// <param name="onStatus">Told of lost connections, resumptions and skipped events, on any thread; must be quick.</param>
    /// <param name="cancellationToken">Ends the subscription.</param>
    /// <returns>Events with growing revisions; slices never older than those before.</returns>
    public IAsyncEnumerable<ViewerEvent> SubscribeAsync(
        Action<SubscriptionStatus>? onStatus = null, CancellationToken cancellationToken = default) =>
        new ViewerSubscription(Id, _lane, _options, onStatus).RunAsync(cancellationToken);

    /// <summary>
    /// Pulls the pixels of a slice: within the silo's process by reference, else in parts over a connection of their own.
    /// </summary>
    /// <param name="response">The slice.</param>
    /// <param name="cancellationToken">Stops pulling.</param>
    /// <returns>The pixels, which the caller disposes.</returns>
    /// <exception cref="LamellaException"><see cref="LamellaErrorCode.SliceGone"/>: newer slices have pushed it out; ask for the newest.</exception>
    public Task<SlicePixels> ReadPixelsAsync(LayerSliceResponse response, CancellationToken cancellationToken = default) =>
        new PixelReader(_lane, _retry, _options.PixelPartsInFlight).ReadAsync(response, cancellationToken);

    /// <summary>Removes the viewer's layers and forgets the viewer.</summary>
    /// <param name="cancellationToken">Stops waiting.</param>
    public Task CloseAsync(CancellationToken cancellationToken = default) =>
        _retry.RunAsync(
            async _ =>
            {
                await Grain.Close().ConfigureAwait(false);
                return true;
            },
            cancellationToken);

    private ChangeOrder NextChange() => new(_client, Interlocked.Increment(ref _changes));

    private async Task<ViewerSnapshot> WaitAsync(
        Func<TimeSpan, CancellationToken, Task<ViewerSnapshot>> wait,
        Func<ViewerSnapshot, bool> isOver,
        TimeSpan timeout,
        CancellationToken cancellationToken)
    {
        var clock = _options.TimeProvider;
        var start = clock.GetTimestamp();
        while (true)
        {
            var left = timeout == TimeSpan.MaxValue ? LongestWait : timeout - clock.GetElapsedTime(start);
            var part = left < LongestWait ? left : LongestWait;
            var snapshot = await _retry.RunAsync(token => wait(part > TimeSpan.Zero ? part : TimeSpan.Zero, token), cancellationToken)
                .ConfigureAwait(false);
            if (isOver(snapshot))
            {
                return snapshot;
            }

            if (left <= LongestWait && timeout != TimeSpan.MaxValue && clock.GetElapsedTime(start) >= timeout)
            {
                throw new TimeoutException(
                    $"Viewer {Id} is still slicing revision {snapshot.Revision} after {timeout.TotalSeconds:0.###} s; wait longer.");
            }
        }
    }
}
