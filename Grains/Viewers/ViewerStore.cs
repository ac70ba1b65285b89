using Lamella.Contracts.Slicing;
using Lamella.Contracts.Viewers;
using Microsoft.Extensions.Logging;
using Orleans.Storage;

namespace Lamella.Grains.Viewers;

/// <summary>
/// Keeps a viewer in grain storage, beside the grain's turns: one write at a time, and of several changes the newest.
/// A write takes about as long as a slice, so that a change rests a moment first; more than that is never lost with a silo.
/// Runs in the grain's context.
/// </summary>
#pragma warning disable CA1001 // The source has neither timer nor link, so that it holds nothing to give back.
internal sealed class ViewerStore(
    IPersistentState<StoredViewer> state, ViewerId viewer, Action onReplaced, TimeProvider clock, ILogger logger)
#pragma warning restore CA1001
{
    /// <summary>The grain storage that holds viewers.</summary>
    public const string StorageName = "state";

    /// <summary>Below the time between two moves of a hand; moves that come faster are written once.</summary>
    private static readonly TimeSpan Rest = TimeSpan.FromMilliseconds(10);

    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(10);

    /// <summary>How often a viewer that is going away tries; its silo may be going, too.</summary>
    private const int MostInHurry = 3;

    private readonly CancellationTokenSource _hurry = new();
    private readonly List<(long Write, TaskCompletionSource Stored)> _waiting = [];
    private TaskCompletionSource _now = new();
    private StoredViewer? _next;
    private long _lastWrite;
    private long _stored;
    private bool _isCleared;
    private Task _writing = Task.CompletedTask;

    /// <summary>Whether a later life of the viewer has written: its state counts, and nothing of this one is stored any more.</summary>
    public bool IsReplaced { get; private set; }

    /// <summary>This life's epoch; above that of every life before, whether or not storage survived.</summary>
    public long Epoch { get; private set; }

    /// <summary>Reads what is kept.</summary>
    /// <returns>Null where nothing is.</returns>
    public Task<StoredViewer?> ReadAsync()
    {
        var stored = state.RecordExists ? state.State : null;
        Epoch = Math.Max(clock.GetUtcNow().ToUnixTimeMilliseconds(), (stored?.Epoch ?? 0) + 1);
        if (stored is not null)
        {
            ViewerLog.Restored(logger, viewer.Value, stored.Layers.Length, Epoch);
        }

        return Task.FromResult(stored);
    }

    /// <summary>Has a viewer kept as it stands; one that has been forgotten stays so.</summary>
    /// <param name="model">The viewer.</param>
    /// <param name="revision">The newest revision that is in it.</param>
    public void Write(ViewerModel model, Revision revision)
    {
        if (_isCleared || IsReplaced)
        {
            return;
        }

        _next = model.ToStored(revision);
        _lastWrite++;
        if (_writing.IsCompleted)
        {
            _writing = WriteAsync();
        }
    }

    /// <summary>Keeps what is to be kept now, without a rest, and waits until that is done.</summary>
    /// <param name="patience">How long at most; storage that fails then is tried further, and holds up nobody.</param>
    public async Task WhenStoredAsync(TimeSpan patience)
    {
        if (_isCleared || _stored == _lastWrite)
        {
            return;
        }

        var waiting = (_lastWrite, Stored: new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        _waiting.Add(waiting);
        _now.TrySetResult();
        try
        {
            await waiting.Stored.Task.WaitAsync(patience, clock);
        }
        catch (TimeoutException)
        {
            return;
        }
        finally
        {
            _waiting.Remove(waiting);
        }
    }

    /// <summary>Keeps the newest change now, and waits until that is done. The viewer is going away.</summary>
    public async Task FlushAsync()
    {
        await _hurry.CancelAsync();
        await _writing;
    }

    /// <summary>Forgets the viewer.</summary>
    public async Task ClearAsync()
    {
        (_isCleared, _next) = (true, null);
        OnStored(_lastWrite);
        try
        {
            await FlushAsync();
            await state.ClearStateAsync();
        }
        catch (InconsistentStateException)
        {
            // Another call cleared it, or wrote once more.
            if (!await IsReplacedAsync() && state.RecordExists)
            {
                await state.ClearStateAsync();
            }
        }
        catch
        {
            // It is there still, and may go on.
            _isCleared = false;
            throw;
        }
    }

    private async Task WriteAsync()
    {
        var (failed, failedInHurry) = (0, 0);
        while (_next is not null)
        {
            await PauseAsync(failed);
            if (_next is not { } newest)
            {
                return;
            }

            var write = _lastWrite;
            _next = null;
            try
            {
                state.State = newest;
                await state.WriteStateAsync();
                failed = 0;
                OnStored(write);
            }
            catch (Exception exception)
            {
                failed++;
                failedInHurry += _hurry.IsCancellationRequested ? 1 : 0;
                ViewerLog.NotStored(logger, exception, viewer.Value);
                if (failedInHurry == MostInHurry || (exception is InconsistentStateException && await IsReplacedAsync()))
                {
                    return;
                }

                _next ??= _isCleared ? null : newest;
            }
        }
    }

    private async Task PauseAsync(int failed)
    {
        var pause = TimeSpan.FromTicks(Math.Min(Rest.Ticks << Math.Min(failed, 16), LongestPause.Ticks));

        // In a hurry nothing rests, but storage that fails is given a moment.
        var isShort = failed > 0 && _hurry.IsCancellationRequested;
        var rest = Task.Delay(isShort ? Rest : pause, clock, isShort ? CancellationToken.None : _hurry.Token);
        await (failed == 0 ? Task.WhenAny(rest, _now.Task) : rest)
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        _now = _now.Task.IsCompleted ? new TaskCompletionSource() : _now;
    }

    private void OnStored(long write)
    {
        _stored = write;
        foreach (var (_, stored) in _waiting.FindAll(waiting => waiting.Write <= write))
        {
            stored.TrySetResult();
        }
    }

    /// <summary>Learns what another has written meanwhile, without which no write is taken.</summary>
    /// <returns>Whether that was a later life of the viewer, whose state counts.</returns>
    private async Task<bool> IsReplacedAsync()
    {
        try
        {
            await state.ReadStateAsync();
            if (state is { RecordExists: true, State: { } stored } && stored.Epoch > Epoch)
            {
                (IsReplaced, _next) = (true, null);
                OnStored(_lastWrite);
                onReplaced();
            }

            return IsReplaced;
        }
        catch (Exception exception)
        {
            ViewerLog.NotStored(logger, exception, viewer.Value);
            return false;
        }
    }
}
