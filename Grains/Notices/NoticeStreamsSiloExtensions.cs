using Lamella.Contracts.Notices;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Orleans.Runtime.Providers;
using Orleans.Streams;

namespace Lamella.Grains.Notices;

/// <summary>Adds streams of notices to a silo.</summary>
public static class NoticeStreamsSiloExtensions
{
    /// <summary>After a wait that brought nothing, the next begins after this; the least that timers do.</summary>
    private static readonly TimeSpan BetweenWaits = TimeSpan.FromMilliseconds(1);

    /// <summary>
    /// Adds a stream provider for small events of which the newest matter: delivered at once, from the memory of the
    /// silo whose grain announces them, the newest few of each stream held for slow subscribers. Events announced while
    /// nobody subscribes are lost; so are those that a subscriber is too slow for, and those of a silo that dies. Grains
    /// announce; they and clients subscribe.
    /// </summary>
    /// <param name="silo">The silo; it needs a grain storage named <c>PubSubStore</c>, durable where there are several silos.</param>
    /// <param name="name">The provider's name.</param>
    /// <param name="configure">Changes options; they are validated when the silo starts.</param>
    public static ISiloBuilder AddNoticeStreams(
        this ISiloBuilder silo, string name, Action<NoticeStreamOptions>? configure = null)
    {
        silo.Services.AddMetrics();
        silo.Services.TryAddSingleton(TimeProvider.System);
        silo.Services.TryAddSingleton<NoticeMeters>();
        silo.Services.TryAddSingleton<NoticeAgents>();
        silo.Services.TryAddSingleton<DeadSubscribers>();
        silo.Services.TryAddEnumerable(ServiceDescriptor.Singleton<IOutgoingGrainCallFilter, DeliveryCalls>());
        silo.Services.TryAddEnumerable(ServiceDescriptor.Singleton<IIncomingGrainCallFilter, UnheardNotices>());
        silo.Services.AddOptions<NoticeStreamOptions>(name)
            .Configure(options => configure?.Invoke(options))
            .ValidateDataAnnotations()
            .ValidateOnStart();
        return silo.AddPersistentStreams(name, NoticeAdapterFactory.Create, streams =>
        {
            streams.ConfigureStreamPubSub(StreamPubSubType.ExplicitGrainBasedOnly);
            streams.ConfigurePartitionBalancing(static (_, _) => new OwnQueuesBalancer());
            streams.ConfigureBackoffProvider(static (_, _) => (IMessageDeliveryBackoffProvider)new NoticeBackoff());
            streams.ConfigureBackoffProvider(static (_, _) => (IQueueReaderBackoffProvider)new NoticeBackoff());
            streams.ConfigurePullingAgent(agent => agent.Configure<IOptionsMonitor<NoticeStreamOptions>>((pulling, all) =>
            {
                var notices = all.Get(name);
                pulling.GetQueueMsgsTimerPeriod = BetweenWaits;
                pulling.StreamInactivityPeriod = notices.KeepFor;
                pulling.MaxEventDeliveryTime = notices.ForgetAfter;

                // Several at once would be stale before a slow subscriber came to the last of them.
                pulling.BatchContainerBatchSize = 1;
            }));
        });
    }
}
