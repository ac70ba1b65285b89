using Lamella.Contracts.Errors;
using Lamella.Contracts.Grains;
using Lamella.Contracts.Viewers;

namespace Lamella.Grains.Viewers.Links;

/// <summary>
/// What one linked viewer has yet to be told: which parts, not which changes, so that it holds nothing and the newest is
/// what is sent. One message is under way at a time; one that did not arrive is sent again until the link ends.
/// Runs in the grain's context.
/// </summary>
/// <param name="viewer">The viewer that tells.</param>
/// <param name="other">The linked viewer.</param>
/// <param name="current">How this viewer stands in a part; null where there is nothing to tell.</param>
/// <param name="unlinked">Called with a part that the other one has no link for.</param>
/// <param name="clock">Measures pauses.</param>
/// <param name="track">Keeps work until it has ended, and logs what it could not do.</param>
internal sealed class LinkOutbox(
    ViewerId viewer,
    IViewerGrain other,
    Func<LinkedParts, LinkedChange?> current,
    Action<LinkedParts> unlinked,
    TimeProvider clock,
    Action<Task> track) : IDisposable
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(50);

    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);

    private readonly CancellationTokenSource _closed = new();
    private Task _sending = Task.CompletedTask;
    private LinkedParts _due;
    private LinkedParts _asking;
    private LinkedParts _underWay;
    private TaskCompletionSource _woken = new();
    private bool _isClosed;

    /// <summary>Has a part told, as it stands when its turn comes.</summary>
    /// <param name="part">The part.</param>
    /// <param name="asks">Whether the other one is asked for it, too.</param>
    public void Post(LinkedParts part, bool asks = false)
    {
        // Bits that name no part would never have their turn.
        _due |= part & LinkedParts.All;
        _asking |= asks ? part : LinkedParts.None;
        if (_sending.IsCompleted && !_isClosed)
        {
            _sending = SendAsync(_closed.Token);
            track(_sending);
        }
    }

    /// <summary>Takes note that the other one stands as this one does, or need not.</summary>
    public void Settle(LinkedParts part) => (_due, _underWay) = (_due & ~part, _underWay & ~part);

    /// <summary>Takes note that the other one is there: what waits to be sent again is sent now.</summary>
    public void Wake() => _woken.TrySetResult();

    /// <summary>Tells nothing more.</summary>
    public void Dispose()
    {
        Settle(LinkedParts.All);
        if (!_isClosed)
        {
            _isClosed = true;
            _closed.Cancel();
            _closed.Dispose();
        }
    }

    private async Task SendAsync(CancellationToken closed)
    {
        await Task.Yield();
        var (pause, isFirst) = (FirstPause, true);
        while (_due != LinkedParts.None && !closed.IsCancellationRequested)
        {
            _woken = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            isFirst = await SendDueAsync(isFirst);
            if (isFirst || closed.IsCancellationRequested)
            {
                pause = FirstPause;
                continue;
            }

            var isWoken = await PauseAsync(pause, closed);
            pause = isWoken ? FirstPause : pause * 2 < LongestPause ? pause * 2 : LongestPause;
        }
    }

    /// <returns>Whether the other one was heard of.</returns>
    private async Task<bool> PauseAsync(TimeSpan pause, CancellationToken closed)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(closed);
        await Task.WhenAny(Task.Delay(pause, clock, over.Token), _woken.Task);
        await over.CancelAsync();
        return _woken.Task.IsCompleted;
    }

    /// <summary>Sends each part that is due; what one met holds up no other.</summary>
    /// <returns>Whether all arrived.</returns>
    private async Task<bool> SendDueAsync(bool isFirst)
    {
        var failed = LinkedParts.None;

        // Layers first: the point lies within their ranges.
        for (var part = LinkedParts.Layers; part != LinkedParts.None; part = (LinkedParts)((byte)part >> 1))
        {
            if (_due.HasFlag(part) && !await SendAsync(part, isFirst))
            {
                failed |= part;
            }
        }

        _due |= failed;
        return failed == LinkedParts.None;
    }

    private async Task<bool> SendAsync(LinkedParts part, bool isFirst)
    {
        _due &= ~part;
        var asks = _asking.HasFlag(part);
        var change = current(part) ?? (asks ? new LinkedChange { Stamp = default, Part = part, From = viewer } : null);
        if (change is null)
        {
            return true;
        }

        _underWay |= part;
        var sent = other.Follow(change with { Asks = asks, TakesOver = false });
        await sent.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        if (sent.IsFaulted && isFirst)
        {
            // Logged once, not at each attempt.
            track(sent);
        }

        // One that has the change and cannot follow it need not be told again.
        var error = sent.Exception?.InnerException as LamellaException;
        var isTold = sent.IsCompletedSuccessfully || error is not null;
        _asking &= isTold ? ~part : LinkedParts.All;

        // Where the link was ended meanwhile, and may have been made anew, the answer is of the link before.
        if (error?.Code == LamellaErrorCode.NotFound && _underWay.HasFlag(part))
        {
            unlinked(part);
        }

        _underWay &= ~part;
        return isTold;
    }
}
