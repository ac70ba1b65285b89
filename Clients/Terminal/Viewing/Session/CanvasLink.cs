using Lamella.Contracts.Errors;
using Lamella.Contracts.Geometry;
using Lamella.Contracts.Layers;
using Lamella.Contracts.Slicing;
using Lamella.Sdk;
using Lamella.Terminal.Drawing;
using Lamella.Terminal.Viewing.Input;
using Lamella.Terminal.Viewing.Slices;

namespace Lamella.Terminal.Viewing.Session;

/// <summary>One canvas's viewer: sends changes, listens to what happens, and fetches pixels.</summary>
/// <param name="canvas">The canvas's number.</param>
/// <param name="viewer">Its viewer.</param>
/// <param name="post">Takes inputs, on any thread.</param>
/// <param name="clock">The clock.</param>
internal sealed class CanvasLink(int canvas, Viewer viewer, Action<ViewInput> post, TimeProvider clock) : IDisposable
{
    private readonly CancellationTokenSource _closing = new();
    private readonly LatestRunner<LayerId> _fetches = new();
    private readonly LatestRunner<int> _lookUps = new();

    public Viewer Viewer => viewer;

    /// <summary>Begins to listen.</summary>
    public void Listen() => _ = ListenAsync(_closing.Token);

    public void SetDims(Dims dims, TimeSpan sentAt) => _ = ChangeAsync(token => viewer.SetDimsAsync(dims, token), sentAt, isDims: true);

    public void SetFieldOfView(FieldOfView field, TimeSpan sentAt) =>
        _ = ChangeAsync(token => viewer.SetFieldOfViewAsync(field, token), sentAt, isDims: false);

    /// <summary>Changes something for which nobody waits; a failure is told.</summary>
    public void Tell(Func<CancellationToken, Task> change) => _ = TellAsync(change);

    public void Fetch(LayerSliceResponse response) => _fetches.Run(response.Layer, () => FetchAsync(response));

    /// <summary>Asks what lies at a place; of several only the newest.</summary>
    public void LookUp(WorldPoint place) => _lookUps.Run(canvas, () => LookUpAsync(place));

    public void Dispose()
    {
        _closing.Cancel();
        _closing.Dispose();
    }

    private async Task ListenAsync(CancellationToken cancellationToken)
    {
        try
        {
            var events = viewer.SubscribeAsync(status => post(new ViewInput.StatusChanged(canvas, status)), cancellationToken);
            await foreach (var happened in events.ConfigureAwait(false))
            {
                post(new ViewInput.Happened(canvas, happened));
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The canvas was closed.
        }
        catch (Exception exception)
        {
            post(new ViewInput.Noted(Tone.Error, $"Canvas {canvas + 1} no longer hears from its viewer: {exception.Message}"));
        }
    }

    private async Task ChangeAsync(Func<CancellationToken, Task<Revision>> change, TimeSpan sentAt, bool isDims)
    {
        try
        {
            var revision = await change(_closing.Token).ConfigureAwait(false);
            post(new ViewInput.ChangeAccepted(canvas, revision, sentAt, isDims));
        }
        catch (Exception exception) when (exception is OperationCanceledException or ObjectDisposedException && _closing.IsCancellationRequested)
        {
            // The canvas was closed; nobody waits for the answer.
        }
        catch (Exception exception)
        {
            post(new ViewInput.ChangeRefused(canvas, exception.Message, isDims));
        }
    }

    private async Task TellAsync(Func<CancellationToken, Task> change)
    {
        try
        {
            await change(_closing.Token).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is OperationCanceledException or ObjectDisposedException && _closing.IsCancellationRequested)
        {
            // The canvas was closed; nobody waits for the answer.
        }
        catch (Exception exception)
        {
            post(new ViewInput.Noted(Tone.Error, exception.Message));
        }
    }

    private async Task LookUpAsync(WorldPoint place)
    {
        try
        {
            post(new ViewInput.ValuesFound(canvas, place, await viewer.GetValuesAsync(place, cancellationToken: _closing.Token).ConfigureAwait(false)));
        }
        catch (Exception)
        {
            // A read-out that does not come is not missed: what ails the service is told of where slices are waited for.
            post(new ViewInput.ValuesFound(canvas, place, []));
        }
    }

    private async Task FetchAsync(LayerSliceResponse response)
    {
        try
        {
            var start = clock.GetTimestamp();
            using var pixels = await viewer.ReadPixelsAsync(response, _closing.Token).ConfigureAwait(false);
            var slice = SliceImages.Of(response, pixels.Bytes.Span);
            post(new ViewInput.PixelsArrived(canvas, slice, clock.GetElapsedTime(start)));
        }
        catch (LamellaException exception) when (exception.Code == LamellaErrorCode.SliceGone)
        {
            post(new ViewInput.PixelsLost(canvas, response.Layer, null));
        }
        catch (Exception exception)
        {
            post(new ViewInput.PixelsLost(canvas, response.Layer, _closing.IsCancellationRequested ? null : exception.Message));
        }
    }
}
