using Microsoft.Extensions.Logging;
using Orleans.Streams;
using Orleans.Streams.Core;

namespace Lamella.Grains.Notices;

/// <summary>
/// Forgets a subscription whose subscriber did not answer in time, or does not know it. One that comes back notices the
/// silence, asks for the state and subscribes anew.
/// </summary>
internal sealed class DeadSubscribers(IStreamSubscriptionManagerAdmin subscriptions, ILogger<DeadSubscribers> logger) : IStreamFailureHandler
{
    /// <summary>False: a faulted subscription would be kept for good, a forgotten one is gone.</summary>
    public bool ShouldFaultSubsriptionOnError => false;

    public Task OnDeliveryFailure(
        GuidId subscriptionId, string streamProviderName, StreamId streamIdentity, StreamSequenceToken? sequenceToken) =>
        ForgetAsync(streamProviderName, streamIdentity, subscriptionId.Guid);

    public Task OnSubscriptionFailure(
        GuidId subscriptionId, string streamProviderName, StreamId streamIdentity, StreamSequenceToken? sequenceToken) =>
        ForgetAsync(streamProviderName, streamIdentity, subscriptionId.Guid);

    private Task ForgetAsync(string provider, StreamId stream, Guid subscription)
    {
        NoticeLog.Forgotten(logger, subscription, stream);
        return subscriptions.GetStreamSubscriptionManager(StreamSubscriptionManagerType.ExplicitSubscribeOnly)
            .RemoveSubscription(provider, stream, subscription);
    }
}
