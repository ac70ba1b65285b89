using Orleans.Streams;

namespace Lamella.Grains.Notices;

/// <summary>Every silo reads all of its own queues, and nobody else's: queues live and die with their silo.</summary>
internal sealed class OwnQueuesBalancer : IStreamQueueBalancer
{
    private IEnumerable<QueueId> _queues = [];

    public Task Initialize(IStreamQueueMapper queueMapper)
    {
        _queues = queueMapper.GetAllQueues();
        return Task.CompletedTask;
    }

    public Task Shutdown() => Task.CompletedTask;

    public IEnumerable<QueueId> GetMyQueues() => _queues;

    public bool SubscribeToQueueDistributionChangeEvents(IStreamQueueBalanceListener observer) => true;

    public bool UnSubscribeFromQueueDistributionChangeEvents(IStreamQueueBalanceListener observer) => true;
}
