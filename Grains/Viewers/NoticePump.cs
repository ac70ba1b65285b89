using Lamella.Contracts.Viewers;
using Microsoft.Extensions.Logging;

namespace Lamella.Grains.Viewers;

/// <summary>
/// Announces a viewer's events one after another, in the order of their numbers, beside the grain's turns. Runs in the
/// grain's context; not safe for concurrent use otherwise.
/// </summary>
/// <param name="send">Hands one event to the stream provider.</param>
/// <param name="logger">Told of events that could not be handed over.</param>
internal sealed class NoticePump(Func<ViewerEvent, Task> send, ILogger logger)
{
    /// <summary>Events that wait at most; where the provider is stuck, the oldest give way and subscribers see a gap.</summary>
    private const int MostWaiting = 64;

    private readonly Queue<ViewerEvent> _waiting = new();
    private Task _pumping = Task.CompletedTask;

    /// <summary>The number of the last event.</summary>
    public long LastNumber { get; private set; }

    /// <summary>Announces an event.</summary>
    /// <param name="create">Makes the event of a number.</param>
    public ViewerEvent Post(Func<long, ViewerEvent> create)
    {
        var happened = create(++LastNumber);
        if (_waiting.Count == MostWaiting)
        {
            _waiting.Dequeue();
        }

        _waiting.Enqueue(happened);
        if (_pumping.IsCompleted)
        {
            _pumping = PumpAsync();
        }

        return happened;
    }

    /// <summary>Waits until everything announced so far has been handed over.</summary>
    public Task FlushAsync() => _pumping;

    private async Task PumpAsync()
    {
        // The caller's turn goes on first: handing over may involve a call.
        await Task.Yield();
        while (_waiting.TryDequeue(out var next))
        {
            try
            {
                await send(next);
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                ViewerLog.NoticeLost(logger, exception, next.Viewer.Value, next.Number);
            }
        }
    }
}
