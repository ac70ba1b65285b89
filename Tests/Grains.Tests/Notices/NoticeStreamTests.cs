using Xunit;

namespace Lamella.Grains.Tests.Notices;

/// <summary>Delivery on two silos, as subscribers see it.</summary>
public sealed class NoticeStreamTests : IAsyncLifetime
{
    private readonly StreamId _stream = StreamId.Create("test", Guid.NewGuid());
    private NoticeCluster _cluster = null!;

    public async ValueTask InitializeAsync() => _cluster = await NoticeCluster.StartAsync(2);

    public ValueTask DisposeAsync() => _cluster.DisposeAsync();

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task Announce_onEitherSilo_reachesSubscribersEverywhereInOrder(int silo)
    {
        var outside = await Listener.SubscribeAsync(_cluster.OnClient(_stream));
        var first = await Listener.SubscribeAsync(_cluster.OnSilo(0, _stream));
        var second = await Listener.SubscribeAsync(_cluster.OnSilo(1, _stream));

        await AnnounceAsync(1, 10, silo);

        long[] all = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];
        Assert.Equal(all, await outside.NextAsync(10));
        Assert.Equal(all, await first.NextAsync(10));
        Assert.Equal(all, await second.NextAsync(10));
    }

    [Fact]
    public async Task Subscribe_afterEvents_hearsOnlyLaterOnes()
    {
        var before = await Listener.SubscribeAsync(_cluster.OnClient(_stream));
        await AnnounceAsync(1, 3);
        await before.UntilAsync(3);

        var after = await Listener.SubscribeAsync(_cluster.OnSilo(1, _stream));
        await AnnounceAsync(4, 4);

        Assert.Equal(4, await before.NextAsync());
        Assert.Equal(4, await after.NextAsync());
    }

    [Fact]
    public async Task Unsubscribe_endsDeliveryToThatSubscriberAlone()
    {
        var leaving = await Listener.SubscribeAsync(_cluster.OnClient(_stream));
        var staying = await Listener.SubscribeAsync(_cluster.OnClient(_stream));
        await AnnounceAsync(1, 1);
        await leaving.UntilAsync(1);
        await staying.UntilAsync(1);

        await leaving.UnsubscribeAsync();
        await AnnounceAsync(2, 9);
        await staying.UntilAsync(9);

        Assert.Equal(0, leaving.Waiting);
        Assert.Equal(1, _cluster.Meters.Sum(meters => meters.Subscribers));
    }

    [Fact]
    public async Task Subscribe_fiftyTimes_allHearAll()
    {
        var listeners = await Task.WhenAll(
            Enumerable.Range(0, 50).Select(_ => Listener.SubscribeAsync(_cluster.OnClient(_stream))));

        await AnnounceAsync(1, 8);

        Assert.All(
            await Task.WhenAll(listeners.Select(listener => listener.NextAsync(8))),
            heard => Assert.Equal([1, 2, 3, 4, 5, 6, 7, 8], heard));
    }

    [Fact]
    public async Task Announce_onTwoHundredStreamsOfBothSilos_eachReachesItsSubscriber()
    {
        var streams = Enumerable.Range(0, 200).Select(number => StreamId.Create("many", number)).ToArray();
        var listeners = await Task.WhenAll(streams.Select(stream => Listener.SubscribeAsync(_cluster.OnClient(stream))));

        await Task.WhenAll(streams.Select((stream, number) => _cluster.OnSilo(number % 2, stream).OnNextAsync(number)));

        Assert.Equal(
            Enumerable.Range(0, 200).Select(number => (long)number),
            await Task.WhenAll(listeners.Select(listener => listener.NextAsync())));
    }

    [Fact]
    public async Task Announce_fromAClient_isRefused()
    {
        await Assert.ThrowsAsync<InvalidOperationException>(() => _cluster.OnClient(_stream).OnNextAsync(1));
    }

    private async Task AnnounceAsync(long first, long last, int silo = 0)
    {
        for (var number = first; number <= last; number++)
        {
            await _cluster.OnSilo(silo, _stream).OnNextAsync(number);
        }
    }
}
