using Lamella.Contracts.Notices;
using Lamella.Grains.Notices;
using Microsoft.Extensions.Time.Testing;
using Orleans.Streams;
using Xunit;

namespace Lamella.Grains.Tests.Notices;

public sealed class NoticeQueueTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly FakeTimeProvider _clock = new();
    private readonly NoticeMeters _meters = NoticeSamples.CreateMeters();
    private readonly NoticeQueue _queue;

    public NoticeQueueTests() => _queue = new NoticeQueue(3, _meters);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Take_ofAnEmptyQueue_waitsForTheFirstBatch()
    {
        var taking = _queue.TakeAsync(Patience, _clock, Token);
        var wasWaiting = !taking.IsCompleted;

        _queue.Post(NoticeSamples.Stream, [7L], null);

        Assert.Equal([7L], Events(await taking));
        Assert.True(wasWaiting);
    }

    [Fact]
    public async Task Take_afterItsPatience_givesNothing()
    {
        var taking = _queue.TakeAsync(Patience, _clock, Token);

        _clock.Advance(Patience);

        Assert.Empty(await taking);
    }

    [Fact]
    public async Task Take_whenCancelled_leavesWhatArrives()
    {
        using var stop = new CancellationTokenSource();
        var taking = _queue.TakeAsync(Patience, _clock, stop.Token);

        await stop.CancelAsync();
        _queue.Post(NoticeSamples.Stream, [7L], null);

        Assert.Empty(await taking);
        Assert.Equal([7L], Events(await _queue.TakeAsync(Patience, _clock, Token)));
    }

    [Fact]
    public async Task Post_ofMoreThanAStreamMayHold_keepsTheNewestAndCountsTheOthers()
    {
        var other = StreamId.Create("test", "two");
        _queue.Post(other, [-1L], null);

        foreach (var number in (long[])[1, 2, 3, 4, 5])
        {
            _queue.Post(NoticeSamples.Stream, [number], null);
        }

        var taken = await _queue.TakeAsync(Patience, _clock, Token);
        Assert.Equal([3L, 4L, 5L], Events([.. taken.Where(batch => batch.StreamId == NoticeSamples.Stream)]));
        Assert.Equal([-1L], Events([.. taken.Where(batch => batch.StreamId == other)]));
        Assert.Equal((2, 0), (_meters.Skipped, _meters.Held));
    }

    [Fact]
    public async Task Take_givesSequencesThatGrow()
    {
        _queue.Post(NoticeSamples.Stream, [1L], null);
        var first = await _queue.TakeAsync(Patience, _clock, Token);
        _queue.Post(NoticeSamples.Stream, [2L], null);
        var second = await _queue.TakeAsync(Patience, _clock, Token);

        Assert.True(second[0].SequenceToken.Newer(first[0].SequenceToken));
    }

    private static IEnumerable<long> Events(IEnumerable<IBatchContainer> batches) =>
        batches.Cast<NoticeBatch>().SelectMany(batch => batch.Events).Cast<long>();
}
