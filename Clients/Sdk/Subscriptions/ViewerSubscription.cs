using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Lamella.Contracts.Viewers;
using Lamella.Sdk.Connections;
using Orleans.Streams;

namespace Lamella.Sdk.Subscriptions;

/// <summary>
/// Watches one viewer. It never trusts silence: when it has heard nothing for a heartbeat, sees a gap or loses the
/// connection it asks for the viewer's state, tells the difference as events, and subscribes anew when the state shows
/// that the stream has kept something back.
/// </summary>
/// <param name="viewer">The viewer.</param>
/// <param name="lane">The way to the service.</param>
/// <param name="askState">Asks for the viewer's state, once.</param>
/// <param name="options">The client's options.</param>
/// <param name="onStatus">Told of lost connections, resumptions and skipped events.</param>
internal sealed class ViewerSubscription(
    ViewerId viewer, ILane lane, Func<Task<ViewerSnapshot>> askState, LamellaClientOptions options, Action<SubscriptionStatus>? onStatus)
{
    /// <summary>Events held for a reader that is slow; older ones give way, which the reader sees as a gap.</summary>
    private const int HeldEvents = 16;

    private readonly Channel<ViewerEvent> _events = Channel.CreateBounded<ViewerEvent>(
        new BoundedChannelOptions(HeldEvents) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });

    private readonly ViewerProgress _progress = new();
    private readonly List<StreamSubscriptionHandle<ViewerEvent>> _abandoned = [];
    private StreamSubscriptionHandle<ViewerEvent>? _handle;
    private bool _isLost;

    public async IAsyncEnumerable<ViewerEvent> RunAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        try
        {
            await TrySubscribeAsync().ConfigureAwait(false);
            foreach (var told in await RepairAsync(cancellationToken).ConfigureAwait(false))
            {
                yield return told;
            }

            while (!cancellationToken.IsCancellationRequested)
            {
                var heard = await NextAsync(cancellationToken).ConfigureAwait(false);
                if (heard is not null && _progress.Follows(heard))
                {
                    if (_progress.Accept(heard))
                    {
                        yield return heard;
                    }

                    continue;
                }

                if (heard is not null && _progress.IsKnown(heard))
                {
                    continue;
                }

                foreach (var told in await RepairAsync(cancellationToken, isSilence: heard is null).ConfigureAwait(false))
                {
                    yield return told;
                }
            }
        }
        finally
        {
            Abandon();
            await TryUnsubscribeAsync().ConfigureAwait(false);
        }
    }

    private async ValueTask<ViewerEvent?> NextAsync(CancellationToken cancellationToken)
    {
        if (_events.Reader.TryRead(out var ready))
        {
            return ready;
        }

        using var heartbeat = new CancellationTokenSource(options.Heartbeat, options.TimeProvider);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(heartbeat.Token, cancellationToken);
        try
        {
            return await _events.Reader.ReadAsync(either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return null;
        }
    }

    /// <summary>Asks for the state and tells what is new in it.</summary>
    private async ValueTask<IReadOnlyList<ViewerEvent>> RepairAsync(CancellationToken cancellationToken, bool isSilence = false)
    {
        cancellationToken.ThrowIfCancellationRequested();
        ViewerSnapshot snapshot;
        try
        {
            snapshot = await askState().WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (Retry.IsUnanswered(exception) && !cancellationToken.IsCancellationRequested)
        {
            if (!_isLost)
            {
                _isLost = true;
                onStatus?.Invoke(new SubscriptionStatus(SubscriptionStatusKind.Reconnecting));
            }

            await Task.Delay(options.Heartbeat, options.TimeProvider, cancellationToken).ConfigureAwait(false);
            return [];
        }

        var isFirst = !_progress.HasStarted;
        var skipped = _progress.CountMissed(snapshot);
        var told = _progress.Repair(snapshot);
        if (_isLost)
        {
            _isLost = false;
            onStatus?.Invoke(new SubscriptionStatus(SubscriptionStatusKind.Resumed));
        }

        if (!isFirst && skipped > 0)
        {
            onStatus?.Invoke(new SubscriptionStatus(SubscriptionStatusKind.Skipped, skipped));
        }

        // The stream kept something back, or was never there: a new subscription finds a live queue again.
        if (_handle is null || (isSilence && skipped > 0))
        {
            Abandon();
            await TrySubscribeAsync().ConfigureAwait(false);
        }

        await TryUnsubscribeAsync().ConfigureAwait(false);
        return told;
    }

    private async Task TrySubscribeAsync()
    {
        try
        {
            var stream = lane.Streams.GetStream<ViewerEvent>(StreamId.Create(ViewerStreams.Namespace, viewer.Value));
            _handle = await stream.SubscribeAsync(OnEventAsync).ConfigureAwait(false);
        }
        catch (Exception exception) when (Retry.IsUnanswered(exception))
        {
            _handle = null;
        }
    }

    private void Abandon()
    {
        if (_handle is not null)
        {
            _abandoned.Add(_handle);
            _handle = null;
        }
    }

    /// <summary>Unsubscribes from what was abandoned, as far as the service answers.</summary>
    private async Task TryUnsubscribeAsync()
    {
        while (_abandoned.Count > 0)
        {
            try
            {
                await _abandoned[^1].UnsubscribeAsync().ConfigureAwait(false);
                _abandoned.RemoveAt(_abandoned.Count - 1);
            }
            catch (Exception exception) when (Retry.IsUnanswered(exception))
            {
                // Tried again with the next repair; until then the service delivers in vain.
                return;
            }
        }
    }

    private Task OnEventAsync(ViewerEvent happened, StreamSequenceToken? token)
    {
        _events.Writer.TryWrite(happened);
        return Task.CompletedTask;
    }
}
