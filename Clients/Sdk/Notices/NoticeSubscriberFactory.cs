using Orleans.Streams;

namespace Lamella.Sdk.Notices;

/// <summary>What Orleans asks for in a client, which only subscribes: it has no queues and announces nothing.</summary>
internal sealed class NoticeSubscriberFactory(string name) : IQueueAdapterFactory, IQueueAdapter
{
    public string Name => name;

    public bool IsRewindable => false;

    public StreamProviderDirection Direction => StreamProviderDirection.ReadOnly;

    public Task<IQueueAdapter> CreateAdapter() => Task.FromResult<IQueueAdapter>(this);

    public Task QueueMessageBatchAsync<T>(
        StreamId streamId, IEnumerable<T> events, StreamSequenceToken? token, Dictionary<string, object>? requestContext) =>
        throw SilosOnly();

    public IQueueAdapterReceiver CreateReceiver(QueueId queueId) => throw SilosOnly();

    public IQueueAdapterCache GetQueueAdapterCache() => throw SilosOnly();

    public IStreamQueueMapper GetStreamQueueMapper() => throw SilosOnly();

    public Task<IStreamFailureHandler> GetDeliveryFailureHandler(QueueId queueId) => throw SilosOnly();

    private InvalidOperationException SilosOnly() => new($"Only grains announce on '{name}', from within their silo.");
}
