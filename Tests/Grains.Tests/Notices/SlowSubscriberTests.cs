using Lamella.Grains.Notices;
using Lamella.Grains.Tests.Support;
using Xunit;

namespace Lamella.Grains.Tests.Notices;

/// <summary>Subscribers that are slow, stopped or killed: they cost nobody else anything.</summary>
public sealed class SlowSubscriberTests
{
    private readonly StreamId _stream = StreamId.Create("test", Guid.NewGuid());

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Subscriber_thatTakesOneEventInTen_isNeverMoreThanAFewBehind_andDelaysNobody()
    {
        const int Rounds = 30;
        await using var cluster = await NoticeCluster.StartAsync(1);
        using var gate = new SemaphoreSlim(0);
        var slow = await Listener.SubscribeAsync(cluster.OnClient(_stream), gate);
        var quick = await Listener.SubscribeAsync(cluster.OnSilo(0, _stream));
        var meters = cluster.Meters.Single();
        await cluster.OnSilo(0, _stream).OnNextAsync(0);
        await slow.UntilAsync(0);
        await quick.UntilAsync(0);

        for (var newest = 10; newest <= 10 * Rounds; newest += 10)
        {
            // The slow one holds an event all the while; the quick one hears each nevertheless.
            for (var number = newest - 9; number <= newest; number++)
            {
                await cluster.OnSilo(0, _stream).OnNextAsync(number);
                Assert.Equal(number, await quick.NextAsync());
            }

            Assert.Equal(0, slow.Waiting);
            gate.Release();
            Assert.InRange(await slow.NextAsync(), newest - 15, newest);
            Assert.InRange(meters.Held, 1, 16);
        }

        gate.Release(1000);
        await cluster.OnSilo(0, _stream).OnNextAsync((10 * Rounds) + 1);
        await slow.UntilAsync((10 * Rounds) + 1);
        Assert.True(meters.Skipped > 10 * Rounds / 2);
        Assert.Equal((2, 0), (meters.Subscribers, meters.Forgotten));
    }

    /// <summary>Ten minutes at one event a second, with all patience scaled down to match.</summary>
    [Fact]
    public async Task Subscriber_thatStops_isForgottenAndHoldsNothing_andDelaysNobody()
    {
        await using var cluster = await NoticeCluster.StartAsync(
            1,
            notices => notices.ForgetAfter = TimeSpan.FromMilliseconds(500),
            messaging => messaging.ResponseTimeout = TimeSpan.FromMilliseconds(500));
        using var gate = new SemaphoreSlim(0);
        var stopped = await Listener.SubscribeAsync(cluster.OnClient(_stream), gate);
        var quick = await Listener.SubscribeAsync(cluster.OnSilo(0, _stream));
        var meters = cluster.Meters.Single();

        for (var number = 1; number <= 600; number++)
        {
            await cluster.OnSilo(0, _stream).OnNextAsync(number);
            Assert.Equal(number, await quick.NextAsync());
            Assert.InRange(meters.Held, 1, 16);
        }

        await Eventually.HoldsAsync(() => meters.Forgotten == 1, Token);
        await cluster.OnSilo(0, _stream).OnNextAsync(601);
        Assert.Equal(601, await quick.NextAsync());
        Assert.Equal(1, meters.Subscribers);
        Assert.Equal(1, await stopped.NextAsync());
        gate.Release(1000);
    }

    [Fact]
    public async Task Subscriber_thatIsKilled_isForgottenAndHoldsNothing_andDelaysNobody()
    {
        await using var cluster = await NoticeCluster.StartAsync(
            1, messaging: messaging => messaging.ClientDropTimeout = TimeSpan.FromSeconds(1));
        var quick = await Listener.SubscribeAsync(cluster.OnSilo(0, _stream));
        var killed = await Listener.SubscribeAsync(cluster.OnClient(_stream));
        var meters = cluster.Meters.Single();
        long number = 1;
        await cluster.OnSilo(0, _stream).OnNextAsync(number);
        await killed.UntilAsync(number);
        await quick.UntilAsync(number);

        await cluster.Inner.KillClientAsync();
        while (meters.Forgotten == 0)
        {
            await cluster.OnSilo(0, _stream).OnNextAsync(++number);
            Assert.Equal(number, await quick.NextAsync());
            Assert.InRange(meters.Held, 1, 16);
        }

        Assert.Equal((1, 1), (meters.Subscribers, meters.Forgotten));
    }

    [Fact]
    public async Task Stream_onWhichNothingHappensForLong_holdsNothing_andGoesOnAfterwards()
    {
        await using var cluster = await NoticeCluster.StartAsync(1, notices => notices.KeepFor = TimeSpan.FromSeconds(1));
        var quick = await Listener.SubscribeAsync(cluster.OnSilo(0, _stream));
        await cluster.OnSilo(0, _stream).OnNextAsync(1);
        await quick.UntilAsync(1);
        var meters = cluster.Meters.Single();

        await Eventually.HoldsAsync(() => (meters.Held, meters.Subscribers) == (0, 0), Token);
        await cluster.OnSilo(0, _stream).OnNextAsync(2);

        Assert.Equal(2, await quick.NextAsync());
        Assert.Equal(0, meters.Forgotten);
    }

    [Fact]
    public void Options_outOfRange_areRefused()
    {
        var refused = new NoticeStreamOptions { NewestPerStream = 0 };

        var context = new System.ComponentModel.DataAnnotations.ValidationContext(refused);
        Assert.Throws<System.ComponentModel.DataAnnotations.ValidationException>(() =>
            System.ComponentModel.DataAnnotations.Validator.ValidateObject(refused, context, validateAllProperties: true));
    }
}
