using Lamella.Contracts.Geometry;
using Lamella.Contracts.Viewers;
using Lamella.Grains.Tests.Support;
using Lamella.Sdk.Subscriptions;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Streams.Core;
using Xunit;

namespace Lamella.Grains.Tests.Viewers;

/// <summary>A program whose subscription the service has forgotten, because it did not answer for a while.</summary>
public sealed class ForgottenSubscriberTests(ClusterFixture cluster)
{
    private static readonly Dims Start = Dims.Create(3, range: [new DimRange(0, 9, 1), new DimRange(0, 9, 1), new DimRange(0, 9, 1)]);

    private readonly IStreamSubscriptionManager _subscriptions = cluster.Cluster.GetSiloServiceProvider()
        .GetRequiredService<IStreamSubscriptionManagerAdmin>()
        .GetStreamSubscriptionManager(StreamSubscriptionManagerType.ExplicitSubscribeOnly);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Subscription_thatWasForgotten_learnsWhatItMissed_andSubscribesAnew()
    {
        var viewer = cluster.Client.OpenViewer();
        await viewer.SetDimsAsync(Start, Token);
        await using var watcher = new Watcher(viewer);
        await watcher.NextAsync<SliceReady>();
        var stream = StreamId.Create(ViewerStreams.Namespace, viewer.Id.Value);
        var forgotten = Assert.Single(await GetSubscriptionsAsync(stream));

        await _subscriptions.RemoveSubscription(ViewerStreams.ProviderName, stream, forgotten.SubscriptionId);
        var missed = await viewer.SetDimsAsync(Start.WithPoint(0, 1), Token);
        await watcher.NextAsync<SliceReady>(ready => ready.Revision == missed);
        await Eventually.HoldsAsync(async () => (await GetSubscriptionsAsync(stream)).Count == 1, Token);
        var next = await viewer.SetDimsAsync(Start.WithPoint(0, 2), Token);
        await watcher.NextAsync<SliceReady>(ready => ready.Revision == next);

        Assert.NotEqual(forgotten.SubscriptionId, Assert.Single(await GetSubscriptionsAsync(stream)).SubscriptionId);
        Assert.Contains(watcher.Statuses, status => status is { Kind: SubscriptionStatusKind.Skipped, Skipped: > 0 });
    }

    private async Task<List<StreamSubscription>> GetSubscriptionsAsync(StreamId stream) =>
        [.. await _subscriptions.GetSubscriptions(ViewerStreams.ProviderName, stream)];
}
