using Lamella.Contracts.Geometry;
using Lamella.Contracts.Slicing;
using Lamella.Contracts.Viewers;
using Lamella.Grains.Tests.Support;
using Lamella.Sdk.Subscriptions;
using Xunit;

namespace Lamella.Grains.Tests.Viewers;

/// <summary>A program that reads its viewer's events more slowly than they come.</summary>
public sealed class SlowReaderTests(ClusterFixture cluster)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly Dims Start = Dims.Create(3, range: [new DimRange(0, 999, 1), new DimRange(0, 9, 1), new DimRange(0, 9, 1)]);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Subscription_whoseReaderTakesOneEventInTen_skipsAndEndsWithTheNewest()
    {
        const int Rounds = 40;
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Token);
        patience.CancelAfter(Patience);
        var viewer = cluster.Client.OpenViewer();
        var statuses = new List<SubscriptionStatus>();
        await viewer.SetDimsAsync(Start, Token);
        await using var events = viewer.SubscribeAsync(statuses.Add, patience.Token).GetAsyncEnumerator(patience.Token);
        Assert.True(await events.MoveNextAsync());
        var shown = events.Current.Revision;

        Revision newest = default;
        for (var round = 0; round < Rounds; round++)
        {
            // Five moves of a viewer without layers are ten events: dims changed, slice ready.
            for (var move = 0; move < 5; move++)
            {
                newest = await viewer.SetDimsAsync(Start.WithPoint(0, (5 * round) + move + 1), Token);
            }

            Assert.True(await events.MoveNextAsync());
            Assert.True(events.Current.Revision >= shown);
            shown = events.Current.Revision;
        }

        while (events.Current is not SliceReady || events.Current.Revision < newest)
        {
            Assert.True(await events.MoveNextAsync());
        }

        Assert.Contains(statuses, status => status is { Kind: SubscriptionStatusKind.Skipped, Skipped: > 0 });
    }
}
