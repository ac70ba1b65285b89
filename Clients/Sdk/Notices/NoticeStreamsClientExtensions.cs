using Lamella.Contracts.Notices;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Orleans.Streams;

namespace Lamella.Sdk.Notices;

/// <summary>Adds streams of notices to an Orleans client.</summary>
public static class NoticeStreamsClientExtensions
{
    /// <summary>
    /// Lets a client subscribe to streams of notices, as silos have them under the same name. Clients do not announce:
    /// <c>OnNextAsync</c> throws <see cref="InvalidOperationException"/>.
    /// </summary>
    /// <param name="client">The client.</param>
    /// <param name="name">The provider's name; Lamella's own is <see cref="Contracts.Viewers.ViewerStreams.ProviderName"/>.</param>
    public static IClientBuilder AddNoticeStreams(this IClientBuilder client, string name)
    {
        client.Services.TryAddEnumerable(ServiceDescriptor.Singleton<IIncomingGrainCallFilter, UnheardNotices>());
        return client.AddPersistentStreams(
            name,
            static (_, provider) => new NoticeSubscriberFactory(provider),
            static streams => streams.ConfigureStreamPubSub(StreamPubSubType.ExplicitGrainBasedOnly));
    }
}
