using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Orleans.Configuration;
using Orleans.Serialization;
using Orleans.Streams;

namespace Lamella.Grains.Notices;

/// <summary>
/// A silo's notices: queues in its own memory, between the grains that announce here and the agents that deliver from
/// here. Nothing is announced from afar, so nothing needs to be stored or looked up on the way.
/// </summary>
internal sealed class NoticeAdapterFactory : IQueueAdapterFactory, IQueueAdapter, IQueueAdapterCache
{
    /// <summary>How long one wait for news lasts, so that agents forget silent streams in time.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<QueueId, NoticeQueue> _queues = new();
    private readonly NoticeStreamOptions _options;
    private readonly NoticeMeters _meters;
    private readonly DeepCopier _copier;
    private readonly TimeProvider _clock;
    private readonly HashRingBasedStreamQueueMapper _mapper;
    private readonly IServiceProvider _services;

    private NoticeAdapterFactory(IServiceProvider services, string name)
    {
        _services = services;
        _options = services.GetRequiredService<IOptionsMonitor<NoticeStreamOptions>>().Get(name);
        _meters = services.GetRequiredService<NoticeMeters>();
        _copier = services.GetRequiredService<DeepCopier>();
        _clock = services.GetRequiredService<TimeProvider>();
        _mapper = new HashRingBasedStreamQueueMapper(
            new HashRingStreamQueueMapperOptions { TotalQueueCount = _options.Queues }, name);
        Name = name;
    }

    public string Name { get; }

    public bool IsRewindable => false;

    public StreamProviderDirection Direction => StreamProviderDirection.ReadWrite;

    public static IQueueAdapterFactory Create(IServiceProvider services, string name) =>
        new NoticeAdapterFactory(services, name);

    public Task<IQueueAdapter> CreateAdapter() => Task.FromResult<IQueueAdapter>(this);

    public IQueueAdapterCache GetQueueAdapterCache() => this;

    public IStreamQueueMapper GetStreamQueueMapper() => _mapper;

    public Task<IStreamFailureHandler> GetDeliveryFailureHandler(QueueId queueId) =>
        Task.FromResult<IStreamFailureHandler>(_services.GetRequiredService<DeadSubscribers>());

    /// <summary>Called by the agent of the queue, on a turn of its own.</summary>
    public IQueueCache CreateQueueCache(QueueId queueId)
    {
        if (_services.GetRequiredService<IGrainContextAccessor>().GrainContext is { } agent)
        {
            _services.GetRequiredService<NoticeAgents>().Add(agent.GrainId);
        }

        return new NoticeCache(_options, _meters, _clock);
    }

    public IQueueAdapterReceiver CreateReceiver(QueueId queueId) =>
        new NoticeReceiver(QueueOf(queueId), LongestWait, _clock);

    public Task QueueMessageBatchAsync<T>(
        StreamId streamId, IEnumerable<T> events, StreamSequenceToken? token, Dictionary<string, object>? requestContext)
    {
        // Immutable events, such as Lamella's own, come back from the copier as they are.
        ImmutableArray<object> copies = [.. events.Select(happened => (object)_copier.Copy(happened)!)];
        if (!copies.IsEmpty)
        {
            QueueOf(_mapper.GetQueueForStream(streamId)).Post(streamId, copies, requestContext);
        }

        return Task.CompletedTask;
    }

    private NoticeQueue QueueOf(QueueId id) =>
        _queues.GetOrAdd(id, static (_, factory) => new NoticeQueue(factory._options.NewestPerStream, factory._meters), this);
}
