using Lamella.Contracts.Errors;
using Lamella.Contracts.Slicing;
using Lamella.Contracts.Viewers;
using Lamella.Sdk;
using Lamella.Sdk.Layers;

namespace Lamella.Cli.Images;

/// <summary>A viewer of the service that shows some layers, for the time of one command.</summary>
internal sealed class ImageView : IAsyncDisposable
{
    /// <summary>How often slices are looked for anew that others replaced before they were read; each layer has a few coarse ones.</summary>
    private const int MaxReads = 10;

    /// <summary>How long a service that may be frozen is given to close a viewer whose layers could not be opened.</summary>
    private static readonly TimeSpan CloseWait = TimeSpan.FromSeconds(1);

    private readonly TimeProvider _time;
    private readonly List<PlannedLayer> _hidden;

    private ImageView(Viewer viewer, List<PlannedLayer> hidden, TimeProvider time)
    {
        Viewer = viewer;
        _hidden = hidden;
        _time = time;
    }

    /// <summary>The viewer.</summary>
    public Viewer Viewer { get; }

    /// <summary>Opens layers; nothing is sliced yet.</summary>
    /// <param name="client">The service.</param>
    /// <param name="layers">The layers, bottom first.</param>
    /// <param name="request">What is looked at.</param>
    /// <param name="time">Measures latencies.</param>
    /// <param name="cancellationToken">Stops opening.</param>
    /// <param name="deadline">How long it may take; null for as long as it does.</param>
    /// <exception cref="LamellaException">A source cannot be opened, or not in time.</exception>
    public static async Task<ImageView> OpenAsync(
        LamellaClient client,
        IReadOnlyList<LayerText> layers,
        ViewRequest request,
        TimeProvider time,
        CancellationToken cancellationToken,
        Deadline? deadline = null)
    {
        var view = new ImageView(client.OpenViewer(), [], time);
        try
        {
            foreach (var layer in layers)
            {
                await (deadline is null
                    ? view.AddAsync(client, layer, request, cancellationToken)
                    : deadline.OpenAsync(layer.Uri, token => view.AddAsync(client, layer, request, token), cancellationToken)).ConfigureAwait(false);
            }
        }
        catch
        {
            await view.TryCloseAsync().ConfigureAwait(false);
            throw;
        }

        return view;
    }

    /// <summary>Moves to what is asked for and shows the layers; does not wait.</summary>
    /// <param name="request">What is looked at.</param>
    /// <param name="fieldOfView">Makes the field of view from Dims; null asks for everything at the finest level.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>The revision to wait for, and a sentence where the point lies outside of the data.</returns>
    public async Task<(Revision Revision, string? Outside)> ShowAsync(
        ViewRequest request, Func<Contracts.Geometry.Dims, FieldOfView?>? fieldOfView, CancellationToken cancellationToken)
    {
        var snapshot = await Viewer.GetSnapshotAsync(cancellationToken).ConfigureAwait(false);
        var dims = request.Apply(snapshot.Dims, out var outside);
        var revision = await Viewer.SetDimsAsync(dims, cancellationToken).ConfigureAwait(false);
        if (fieldOfView?.Invoke(dims) is { } field)
        {
            revision = await Viewer.SetFieldOfViewAsync(field, cancellationToken).ConfigureAwait(false);
        }

        foreach (var planned in outside is null ? _hidden.Where(static layer => layer.Spec.Visible) : [])
        {
            revision = await Viewer.UpdateLayerAsync(planned.Spec, cancellationToken).ConfigureAwait(false);
        }

        return (revision, outside);
    }

    /// <summary>Moves, waits and pulls the pixels.</summary>
    /// <param name="request">What is looked at.</param>
    /// <param name="fieldOfView">As for <see cref="ShowAsync"/>.</param>
    /// <param name="timeout">How long to wait; zero takes what is there.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public async Task<SlicedView> SliceAsync(
        ViewRequest request,
        Func<Contracts.Geometry.Dims, FieldOfView?>? fieldOfView,
        TimeSpan timeout,
        CancellationToken cancellationToken)
    {
        var start = _time.GetTimestamp();
        var (revision, outside) = await ShowAsync(request, fieldOfView, cancellationToken).ConfigureAwait(false);
        var snapshot = await WaitAsync(revision, timeout, cancellationToken).ConfigureAwait(false);
        return await PullAsync(snapshot, outside, start, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Pulls the pixels of a snapshot, or of a newer one where its slices have been replaced.</summary>
    /// <param name="snapshot">The viewer as it was.</param>
    /// <param name="outside">Why there is nothing to show, or null.</param>
    /// <param name="start">When the slices were asked for.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    internal async Task<SlicedView> PullAsync(ViewerSnapshot snapshot, string? outside, long start, CancellationToken cancellationToken)
    {
        for (var read = 1; ; read++)
        {
            try
            {
                return await PullOnceAsync(snapshot, outside, _time.GetElapsedTime(start), cancellationToken).ConfigureAwait(false);
            }
            catch (LamellaException error) when (error.Code == LamellaErrorCode.SliceGone && read < MaxReads)
            {
                snapshot = await Viewer.GetSnapshotAsync(cancellationToken).ConfigureAwait(false);
            }
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        try
        {
            await Viewer.CloseAsync().ConfigureAwait(false);
        }
        catch (LamellaException error) when (error.Code == LamellaErrorCode.Unavailable)
        {
            // The service is gone, and the viewer with it.
        }
    }

    /// <summary>Closes a viewer of which nothing will be shown, for a short time, and without an outcome of its own.</summary>
    private async Task TryCloseAsync()
    {
        using var over = new CancellationTokenSource(CloseWait, _time);
        try
        {
            await Viewer.CloseAsync(over.Token).ConfigureAwait(false);
        }
        catch (Exception error) when (error is LamellaException or OperationCanceledException)
        {
            // The service is gone or frozen; why the layers could not be opened is what the user is told.
        }
    }

    private async Task AddAsync(LamellaClient client, LayerText layer, ViewRequest request, CancellationToken cancellationToken)
    {
        foreach (var planned in await LayerPlan.CreateAsync(client, layer, request, cancellationToken).ConfigureAwait(false))
        {
            // Shown once Dims are where they shall be, so that nothing is sliced in vain.
            await Viewer.AddLayerAsync(planned.Spec with { Visible = false }, cancellationToken).ConfigureAwait(false);
            _hidden.Add(planned);
        }
    }

    private async Task<SlicedView> PullOnceAsync(ViewerSnapshot snapshot, string? outside, TimeSpan latency, CancellationToken cancellationToken)
    {
        var (layers, missing, hasFailed) = (new List<SlicedLayer>(), new List<string>(), false);
        foreach (var state in outside is null ? snapshot.Layers.Where(static layer => layer.Spec.Visible) : [])
        {
            if (state.LastResponse is { } response)
            {
                using var pixels = await Viewer.ReadPixelsAsync(response, cancellationToken).ConfigureAwait(false);
                var planned = _hidden.First(layer => layer.Spec.Id == state.Spec.Id);
                layers.Add(new SlicedLayer(planned.Limit(response, pixels.Bytes.Span), state.Info, response, pixels.Bytes.ToArray()));
                if (response is ImageSliceResponse { IsPreview: true })
                {
                    missing.Add($"{state.Spec.Name} (in full; a coarse level is shown{(state.Failure is { } reason ? $": {reason.Reason}" : $" of {state.Spec.Source.Uri}")})");
                    hasFailed |= state.Failure is not null;
                }
            }
            else
            {
                missing.Add($"{state.Spec.Name} ({(state.Failure is { } failure ? failure.Reason : state.Spec.Source.Uri)})");
                hasFailed |= state.Failure is not null;
            }
        }

        return new SlicedView(snapshot.Dims, layers, missing, latency, outside) { HasFailed = hasFailed };
    }

    private async Task<ViewerSnapshot> WaitAsync(Revision revision, TimeSpan timeout, CancellationToken cancellationToken)
    {
        try
        {
            return await Viewer.WaitForAsync(revision, timeout, cancellationToken).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            return await Viewer.GetSnapshotAsync(cancellationToken).ConfigureAwait(false);
        }
    }
}
