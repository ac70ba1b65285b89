using Lamella.Contracts.Viewers;
using Microsoft.Extensions.Logging;

namespace Lamella.Grains.Viewers;

/// <summary>
/// Keeps a viewer in grain storage, beside the grain's turns: one write at a time, and of several changes the newest.
/// Runs in the grain's context.
/// </summary>
internal sealed class ViewerStore(
    IPersistentState<StoredViewer> state, ViewerId viewer, TimeProvider clock, ILogger logger)
{
    /// <summary>The grain storage that holds viewers.</summary>
    public const string StorageName = "state";

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

    /// <summary>Waits until the newest change is kept.</summary>
    public Task FlushAsync() => _writing;

    /// <summary>Forgets the viewer.</summary>
    public async Task ClearAsync()
    {
        _next = null;
        await _writing;
        await state.ClearStateAsync();
    }

    private async Task WriteAsync()
    {
        await Task.Yield();
        while (_next is { } model)
        {
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
