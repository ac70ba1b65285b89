using System.Collections.Concurrent;
using System.Threading.Channels;
using Lamella.Contracts.Viewers;
using Lamella.Sdk;
using Lamella.Sdk.Subscriptions;

namespace Lamella.Grains.Tests.Support;

/// <summary>Writes down the events of a viewer in the order in which a subscriber hears them.</summary>
internal sealed class Watcher : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly CancellationTokenSource _stop = new();
    private readonly Channel<ViewerEvent> _events = Channel.CreateUnbounded<ViewerEvent>();
    private readonly List<ViewerEvent> _heard = [];
    private readonly Task _listening;

    public Watcher(Viewer viewer) => _listening = ListenAsync(viewer);

    /// <summary>All events heard so far by <see cref="NextAsync{T}"/>.</summary>
    public IReadOnlyList<ViewerEvent> Heard => _heard;

    /// <summary>What happened to the subscription.</summary>
    public ConcurrentQueue<SubscriptionStatus> Statuses { get; } = new();

    /// <summary>Waits for the next event of a kind that satisfies a condition.</summary>
    public async Task<T> NextAsync<T>(Func<T, bool>? condition = null)
        where T : ViewerEvent
    {
        using var patience = new CancellationTokenSource(Patience);
        while (true)
        {
            var happened = await _events.Reader.ReadAsync(patience.Token);
            _heard.Add(happened);
            if (happened is T wanted && (condition is null || condition(wanted)))
            {
                return wanted;
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _listening;
        _stop.Dispose();
    }

    private async Task ListenAsync(Viewer viewer)
    {
        try
        {
            await foreach (var happened in viewer.SubscribeAsync(Statuses.Enqueue, _stop.Token))
            {
                _events.Writer.TryWrite(happened);
            }
        }
        catch (OperationCanceledException)
        {
            _events.Writer.TryComplete();
        }
    }
}
