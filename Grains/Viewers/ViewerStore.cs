using Lamella.Contracts.Viewers;
using Microsoft.Extensions.Logging;

namespace Lamella.Grains.Viewers;

/// <summary>
/// Keeps a viewer in grain storage, beside the grain's turns: one write at a time, and of several changes the newest.
/// A write takes about as long as a slice, so that a change rests a moment first; more than that is never lost with a silo.
/// Runs in the grain's context.
/// </summary>
#pragma warning disable CA1001 // The source has neither timer nor link, so that it holds nothing to give back.
internal sealed class ViewerStore(
    IPersistentState<StoredViewer> state, ViewerId viewer, TimeProvider clock, ILogger logger)
#pragma warning restore CA1001
{
    /// <summary>The grain storage that holds viewers.</summary>
    public const string StorageName = "state";

    /// <summary>Below the time between two moves of a hand; moves that come faster are written once.</summary>
    private static readonly TimeSpan Rest = TimeSpan.FromMilliseconds(10);

    private readonly CancellationTokenSource _hurry = new();
    private ViewerModel? _next;
    private Task _writing = Task.CompletedTask;

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

    /// <summary>Has a viewer kept as it stands.</summary>
    public void Write(ViewerModel model)
    {
        _next = model;
        if (_writing.IsCompleted)
        {
            _writing = WriteAsync();
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
        _next = null;
        await FlushAsync();
        await state.ClearStateAsync();
    }

    private async Task WriteAsync()
    {
        while (_next is not null)
        {
            await Task.Delay(Rest, clock, _hurry.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
            if (_next is not { } model)
            {
                return;
            }

            _next = null;
            try
            {
                state.State = model.ToStored(Epoch);
                await state.WriteStateAsync();
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                ViewerLog.NotStored(logger, exception, viewer.Value);
            }
        }
    }
}
