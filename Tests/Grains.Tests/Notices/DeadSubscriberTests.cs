using Lamella.Grains.Tests.Support;
using Orleans.Streams;
using Xunit;

namespace Lamella.Grains.Tests.Notices;

/// <summary>Subscribers that do not answer any more, and subscriptions that never had one.</summary>
public sealed class DeadSubscriberTests
{
    private readonly StreamId _stream = StreamId.Create("test", Guid.NewGuid());
    private readonly StreamId _other = StreamId.Create("test", Guid.NewGuid());

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>
    /// A stream is registered with its first notice, and Orleans asks each of its subscribers first where to begin. The silo
    /// would wait for the dead one until it forgets it.
    /// </summary>
    [Fact]
    public async Task Announce_onAStreamWhoseSubscriberHasJustDied_delaysNoOtherStreamOfItsQueue()
    {
        await using var cluster = await NoticeCluster.StartAsync(
            1,
            static notices => (notices.Queues, notices.ForgetAfter) = (1, TimeSpan.FromSeconds(10)),
            static messaging => messaging.ResponseTimeout = TimeSpan.FromSeconds(10));
        var quick = await Listener.SubscribeAsync(cluster.OnSilo(0, _other));
        await Listener.SubscribeAsync(cluster.OnClient(_stream));
        await cluster.OnSilo(0, _other).OnNextAsync(1);
        await quick.UntilAsync(1);
        await cluster.Inner.KillClientAsync();
        var meters = cluster.Meters.Single();

        await cluster.OnSilo(0, _stream).OnNextAsync(1);
        await Eventually.HoldsAsync(() => meters.Subscribers == 2, Token);
        for (var number = 2; number <= 20; number++)
        {
            await cluster.OnSilo(0, _stream).OnNextAsync(number);
            await cluster.OnSilo(0, _other).OnNextAsync(number);
            Assert.Equal(number, await quick.NextAsync());
        }

        Assert.Equal((2, 0), (meters.Subscribers, meters.Forgotten));
    }

    [Fact]
    public async Task Announce_toASubscriberThatSaysWhereToBegin_reachesIt()
    {
        await using var cluster = await NoticeCluster.StartAsync(1);
        var heard = new TaskCompletionSource<long>(TaskCreationOptions.RunContinuationsAsynchronously);
        await cluster.OnClient(_stream).SubscribeAsync(new FirstHeard(heard), StreamSubscriptionStartPosition.Latest);

        // "Latest" may leave out those that came while the silo began to listen.
        var number = 0L;
        async Task<bool> AnnounceAsync()
        {
            await cluster.OnSilo(0, _stream).OnNextAsync(++number);
            return heard.Task.IsCompleted;
        }

        await Eventually.HoldsAsync(AnnounceAsync, Token);

        Assert.InRange(await heard.Task, 1, number);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Subscription_whoseConfirmationWasLost_isForgotten(bool isOutside)
    {
        var answers = new LosingAnswers("RegisterConsumer");
        await using var cluster = await NoticeCluster.StartAsync(2, calls: answers);
        var stream = isOutside ? cluster.OnClient(_stream) : cluster.OnSilo(1, _stream);
        var other = await Listener.SubscribeAsync(stream);
        answers.IsLosing = true;
        await Assert.ThrowsAsync<TimeoutException>(() => Listener.SubscribeAsync(stream));
        answers.IsLosing = false;

        for (var number = 1; number <= 3; number++)
        {
            await cluster.OnSilo(0, _stream).OnNextAsync(number);
            Assert.Equal(number, await other.NextAsync());
        }

        await Eventually.HoldsAsync(
            () => (cluster.Meters.Sum(meters => meters.Subscribers), cluster.Meters.Sum(meters => meters.Forgotten)) == (1, 1), Token);
        Assert.Single(await stream.GetAllSubscriptionHandles());
    }

    private sealed class FirstHeard(TaskCompletionSource<long> heard) : IAsyncObserver<long>
    {
        public Task OnNextAsync(long item, StreamSequenceToken? token = null)
        {
            heard.TrySetResult(item);
            return Task.CompletedTask;
        }

        public Task OnErrorAsync(Exception ex) => Task.CompletedTask;
    }
}
