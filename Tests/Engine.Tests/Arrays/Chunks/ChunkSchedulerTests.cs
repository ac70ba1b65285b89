using Lamella.Contracts.Errors;
using Lamella.Engine.Arrays.Chunks;
using Lamella.Engine.Compute;
using Xunit;

namespace Lamella.Engine.Tests.Arrays.Chunks;

public sealed class ChunkSchedulerTests : IAsyncDisposable
{
    private readonly ComputeLane _lane = new(new ComputeLaneOptions { Threads = 2 });
    private ChunkScheduler? _scheduler;

    public async ValueTask DisposeAsync()
    {
        if (_scheduler is not null)
        {
            await _scheduler.DisposeAsync();
            Assert.Equal(0, _scheduler.GetCounters().BytesHeld);
            Assert.Equal(0, _scheduler.GetCounters().BytesInFlight);
        }

        _lane.Dispose();
        Assert.Equal(0, _lane.UnhandledExceptions);
    }

    [Fact]
    public async Task ReadAsync_chunk_not_at_hand_reads_decodes_and_delivers_it()
    {
        var sut = CreateSut();
        var array = new CommandedArray(4);
        var delivered = new Delivered();

        var reading = sut.ReadAsync(array.Demand(ChunkPriority.Visible, 2, 3), delivered.Take, CancellationToken.None);
        (await array.NextReadAsync()).Succeed();
        (await array.NextReadAsync()).Succeed();
        var statistics = await reading;

        Assert.Equal(Enumerable.Repeat((byte)2, 16), delivered.Chunks[0]);
        Assert.Equal(Enumerable.Repeat((byte)3, 16), delivered.Chunks[1]);
        Assert.Equal((2, 0, 0, 2, 32), (statistics.Chunks, statistics.Hits, statistics.Joins, statistics.BytesRead, statistics.BytesDecoded));
    }

    [Fact]
    public async Task ReadAsync_chunk_held_delivers_on_the_callers_thread_without_a_read()
    {
        var sut = CreateSut();
        var array = new CommandedArray(4);
        await HoldAsync(sut, array, 1);
        var thread = 0;

        var reading = sut.ReadAsync(
            array.Demand(ChunkPriority.Visible, 1), (_, _) => thread = Environment.CurrentManagedThreadId, CancellationToken.None);

        Assert.True(reading.IsCompletedSuccessfully);
        Assert.Equal(Environment.CurrentManagedThreadId, thread);
        Assert.Equal(1, (await reading).Hits);
        Assert.Single(array.Started);
    }

    [Fact]
    public async Task ReadAsync_chunk_resident_is_delivered_from_its_own_memory()
    {
        var sut = CreateSut();
        var array = new ResidentArray([1, 2, 3, 4]);
        var same = false;

        var statistics = await sut.ReadAsync(
            new ChunkDemand(array, [0], ChunkPriority.Visible),
            (_, chunk) => same = chunk == array.Memory.Span,
            CancellationToken.None);

        Assert.True(same);
        Assert.Equal(1, statistics.Hits);
        Assert.Equal(0, sut.GetCounters().BytesHeld);
    }

    [Fact]
    public async Task ReadAsync_two_demands_for_one_chunk_read_and_decode_it_once()
    {
        var sut = CreateSut();
        var array = new CommandedArray(4);
        var other = new CommandedArray(4);
        var (first, second) = (new Delivered(), new Delivered());

        var one = sut.ReadAsync(array.Demand(ChunkPriority.Visible, 1), first.Take, CancellationToken.None);
        var two = sut.ReadAsync(other.Demand(ChunkPriority.Visible, 0, 1), second.Take, CancellationToken.None);
        (await array.NextReadAsync()).Succeed();
        (await other.NextReadAsync()).Succeed();
        var statistics = (await one, await two);

        Assert.Equal((0, 1), (statistics.Item1.Joins, statistics.Item2.Joins));
        Assert.Equal(2, array.Decodes + other.Decodes);
        Assert.Equal([0], other.Started);
        Assert.Equal(first.Chunks[0], second.Chunks[1]);
    }

    [Fact]
    public async Task ReadAsync_one_of_two_demands_cancelled_leaves_the_other()
    {
        var sut = CreateSut();
        var array = new CommandedArray(4);
        using var cancellation = new CancellationTokenSource();
        var (first, second) = (new Delivered(), new Delivered());
        var one = sut.ReadAsync(array.Demand(ChunkPriority.Visible, 1), first.Take, cancellation.Token);
        var two = sut.ReadAsync(array.Demand(ChunkPriority.Visible, 1), second.Take, CancellationToken.None);
        var read = await array.NextReadAsync();

        await cancellation.CancelAsync();
        var cancelled = await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await one);
        read.Succeed();
        await two;

        Assert.Equal(cancellation.Token, cancelled.CancellationToken);
        Assert.Empty(first.Chunks);
        Assert.Single(second.Chunks);
        Assert.False(read.CancellationToken.IsCancellationRequested);
    }

    [Fact]
    public async Task ReadAsync_all_demands_cancelled_aborts_the_read_and_skips_the_decode()
    {
        var sut = CreateSut();
        var array = new CommandedArray(4);
        using var cancellation = new CancellationTokenSource();
        var one = sut.ReadAsync(array.Demand(ChunkPriority.Visible, 1), new Delivered().Take, cancellation.Token);
        var two = sut.ReadAsync(array.Demand(ChunkPriority.Prefetch, 1), new Delivered().Take, cancellation.Token);
        var read = await array.NextReadAsync();

        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await one);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await two);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => read.Outcome);

        Assert.Equal(0, array.Decodes);
        Assert.Equal(1, sut.GetCounters().Cancels);
    }

    [Fact]
    public async Task ReadAsync_cancelled_in_the_queue_never_reads()
    {
        var sut = CreateSut(new ChunkSchedulerOptions { FileReads = 1 });
        var array = new CommandedArray(8);
        using var cancellation = new CancellationTokenSource();
        var blocker = sut.ReadAsync(array.Demand(ChunkPriority.Visible, 0), new Delivered().Take, CancellationToken.None);
        var read = await array.NextReadAsync();
        var queued = sut.ReadAsync(array.Demand(ChunkPriority.Visible, 1, 2, 3), new Delivered().Take, cancellation.Token);

        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await queued);
        read.Succeed();
        await blocker;

        Assert.Equal([0], array.Started);
        Assert.Equal(0, sut.GetCounters().Queued);
    }

    [Fact]
    public async Task ReadAsync_wanted_again_while_its_aborted_read_returns_is_read_anew()
    {
        var sut = CreateSut();
        var array = new CommandedArray(4);
        using var cancellation = new CancellationTokenSource();
        var one = sut.ReadAsync(array.Demand(ChunkPriority.Visible, 1), new Delivered().Take, cancellation.Token);
        await array.NextReadAsync();
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await one);

        var two = sut.ReadAsync(array.Demand(ChunkPriority.Visible, 1), new Delivered().Take, CancellationToken.None);
        (await array.NextReadAsync()).Succeed();
        await two;

        Assert.Equal(1, array.Decodes);
    }

    [Fact]
    public async Task ReadAsync_priorities_decide_who_is_read_next()
    {
        var sut = CreateSut(new ChunkSchedulerOptions { FileReads = 1 });
        var array = new CommandedArray(8);
        var all = new List<Task> { Want(ChunkPriority.Visible, 0) };
        var current = await array.NextReadAsync();
        all.AddRange([Want(ChunkPriority.Background, 1), Want(ChunkPriority.Prefetch, 2), Want(ChunkPriority.Visible, 3),
            Want(ChunkPriority.Preview, 4), Want(ChunkPriority.Visible, 5), Want(ChunkPriority.Visible, 1)]);

        var order = new List<int>();
        for (var i = 0; i < 5; i++)
        {
            current.Succeed();
            current = await array.NextReadAsync();
            order.Add(current.Index[0]);
        }

        current.Succeed();
        await Task.WhenAll(all);
        Assert.Equal([3, 5, 1, 4, 2], order);

        Task Want(ChunkPriority priority, int chunk) =>
            sut.ReadAsync(array.Demand(priority, chunk), new Delivered().Take, CancellationToken.None).AsTask();
    }

    [Fact]
    public async Task ReadAsync_urgent_demander_gone_falls_back_to_the_other_ones_priority()
    {
        var sut = CreateSut(new ChunkSchedulerOptions { FileReads = 1 });
        var array = new CommandedArray(8);
        using var cancellation = new CancellationTokenSource();
        var all = new List<Task> { Want(ChunkPriority.Visible, 0) };
        var current = await array.NextReadAsync();
        all.AddRange([Want(ChunkPriority.Background, 1), Want(ChunkPriority.Prefetch, 2)]);
        var urgent = sut.ReadAsync(array.Demand(ChunkPriority.Visible, 1), new Delivered().Take, cancellation.Token);

        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await urgent);
        current.Succeed();
        current = await array.NextReadAsync();
        Assert.Equal(2, current.Index[0]);
        current.Succeed();
        (await array.NextReadAsync()).Succeed();
        await Task.WhenAll(all);

        Task Want(ChunkPriority priority, int chunk) =>
            sut.ReadAsync(array.Demand(priority, chunk), new Delivered().Take, CancellationToken.None).AsTask();
    }

    [Fact]
    public async Task ReadAsync_prefetch_leaves_read_slots_free_for_visible_chunks()
    {
        var sut = CreateSut(new ChunkSchedulerOptions { FileReads = 4, UrgentReadShare = 0.25 });
        var array = new CommandedArray(8);
        var prefetch = sut.ReadAsync(array.Demand(ChunkPriority.Prefetch, 0, 1, 2, 3, 4), new Delivered().Take, CancellationToken.None);
        var reads = new List<CommandedRead> { await array.NextReadAsync(), await array.NextReadAsync(), await array.NextReadAsync() };

        var visible = sut.ReadAsync(array.Demand(ChunkPriority.Visible, 7), new Delivered().Take, CancellationToken.None);
        var next = await array.NextReadAsync();
        Assert.Equal(7, next.Index[0]);

        next.Succeed();
        await visible;
        reads.ForEach(static read => read.Succeed());
        (await array.NextReadAsync()).Succeed();
        (await array.NextReadAsync()).Succeed();
        await prefetch;
    }

    [Fact]
    public async Task ReadAsync_endless_visible_chunks_do_not_starve_background_work()
    {
        var sut = CreateSut(new ChunkSchedulerOptions { FileReads = 1, Patience = 3 });
        var array = new CommandedArray(16);
        var visible = sut.ReadAsync(
            array.Demand(ChunkPriority.Visible, 0, 1, 2, 3, 4, 5, 6, 7), new Delivered().Take, CancellationToken.None);
        var background = sut.ReadAsync(array.Demand(ChunkPriority.Background, 15), new Delivered().Take, CancellationToken.None);

        var order = new List<int>();
        for (var i = 0; i < 9; i++)
        {
            var read = await array.NextReadAsync();
            order.Add(read.Index[0]);
            read.Succeed();
        }

        await visible;
        await background;
        Assert.Equal([0, 1, 2, 3, 15, 4, 5, 6, 7], order);
    }

    [Fact]
    public async Task ReadAsync_failed_chunk_fails_its_demanders_alone_and_is_not_remembered()
    {
        var sut = CreateSut();
        var array = new CommandedArray(4);
        var (failing, delivered) = (new Delivered(), new Delivered());
        var one = sut.ReadAsync(array.Demand(ChunkPriority.Visible, 1, 3), failing.Take, CancellationToken.None);
        var first = await array.NextReadAsync();
        var third = await array.NextReadAsync();
        (first, third) = first.Index[0] == 1 ? (first, third) : (third, first);
        var two = sut.ReadAsync(array.Demand(ChunkPriority.Visible, 1), failing.Take, CancellationToken.None);
        var other = sut.ReadAsync(array.Demand(ChunkPriority.Visible, 2), delivered.Take, CancellationToken.None);

        first.Fail(new LamellaException(LamellaErrorCode.StoreFailed, "The disk is gone."));
        var oneError = await Assert.ThrowsAsync<LamellaException>(async () => await one);
        var twoError = await Assert.ThrowsAsync<LamellaException>(async () => await two);
        (await array.NextReadAsync()).Succeed();
        await other;
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => third.Outcome);
        var again = sut.ReadAsync(array.Demand(ChunkPriority.Visible, 1), delivered.Take, CancellationToken.None);
        (await array.NextReadAsync()).FindAbsent();
        await Assert.ThrowsAnyAsync<Xunit.Sdk.XunitException>(async () => await again);

        Assert.Equal(LamellaErrorCode.StoreFailed, oneError.Code);
        Assert.Equal(LamellaErrorCode.StoreFailed, twoError.Code);
        Assert.Empty(failing.Chunks);
        Assert.Equal(1, sut.GetCounters().Failures);
    }

    [Fact]
    public async Task ReadAsync_joined_chunk_that_fails_while_others_are_being_asked_for_ends_the_demand_once()
    {
        var sut = CreateSut();
        var array = new CommandedArray(4);
        var delivered = new Delivered();
        var first = sut.ReadAsync(array.Demand(ChunkPriority.Visible, 0), delivered.Take, CancellationToken.None).AsTask();
        var read = await array.NextReadAsync();
        array.OnGetResident = chunk =>
        {
            if (chunk == 1)
            {
                read.Fail(new LamellaException(LamellaErrorCode.StoreFailed, "The disk is gone."));
                SpinWait.SpinUntil(() => first.IsCompleted);
            }
        };

        var second = sut.ReadAsync(array.Demand(ChunkPriority.Visible, 0, 1, 2), delivered.Take, CancellationToken.None);

        await Assert.ThrowsAsync<LamellaException>(() => first);
        await Assert.ThrowsAsync<LamellaException>(async () => await second);
        Assert.Equal([0], array.Started);
        Assert.Empty(delivered.Chunks);
        Assert.Equal(0, sut.GetCounters().Queued);
    }

    [Fact]
    public async Task ReadAsync_decode_that_throws_is_a_failure_that_names_array_and_chunk()
    {
        var sut = CreateSut();
        var array = new CommandedArray(4) { OnDecode = static _ => throw new InvalidDataException("bad magic") };
        var reading = sut.ReadAsync(array.Demand(ChunkPriority.Visible, 2), new Delivered().Take, CancellationToken.None);

        (await array.NextReadAsync()).Succeed();
        var error = await Assert.ThrowsAsync<LamellaException>(async () => await reading);

        Assert.Equal(LamellaErrorCode.CorruptChunk, error.Code);
        Assert.Equal("commanded: chunk (2) could not be decoded: bad magic", error.Message);
        Assert.Equal(0, sut.GetCounters().BytesHeld);
    }

    [Fact]
    public async Task ReadAsync_absent_chunk_is_delivered_empty_and_remembered()
    {
        var sut = CreateSut();
        var array = new CommandedArray(4);
        var (first, second) = (new Delivered(), new Delivered());

        var one = sut.ReadAsync(array.Demand(ChunkPriority.Visible, 1), first.Take, CancellationToken.None);
        (await array.NextReadAsync()).FindAbsent();
        await one;
        var statistics = await sut.ReadAsync(array.Demand(ChunkPriority.Visible, 1), second.Take, CancellationToken.None);

        Assert.Empty(first.Chunks[0]);
        Assert.Empty(second.Chunks[0]);
        Assert.Equal(1, statistics.Hits);
        Assert.Equal((1, 0), (sut.GetCounters().Absent, sut.GetCounters().Decodes));
    }

    [Fact]
    public async Task ReadAsync_consumer_that_throws_ends_its_own_demand_only()
    {
        var sut = CreateSut();
        var array = new CommandedArray(4);
        var delivered = new Delivered();
        var one = sut.ReadAsync(
            array.Demand(ChunkPriority.Visible, 1), static (_, _) => throw new InvalidOperationException("mine"), CancellationToken.None);
        var two = sut.ReadAsync(array.Demand(ChunkPriority.Visible, 1), delivered.Take, CancellationToken.None);

        (await array.NextReadAsync()).Succeed();
        await Assert.ThrowsAsync<InvalidOperationException>(async () => await one);
        await two;

        Assert.Single(delivered.Chunks);
    }

    [Fact]
    public async Task ReadAsync_cancelled_during_a_consumer_call_ends_only_after_that_call()
    {
        var sut = CreateSut();
        var array = new CommandedArray(4);
        using var cancellation = new CancellationTokenSource();
        using var entered = new SemaphoreSlim(0);
        using var leave = new ManualResetEventSlim();
        var reading = sut.ReadAsync(
            array.Demand(ChunkPriority.Visible, 1, 2),
            (_, _) =>
            {
                entered.Release();
                leave.Wait();
            },
            cancellation.Token).AsTask();
        (await array.NextReadAsync()).Succeed();
        await entered.WaitAsync(TestContext.Current.CancellationToken);

        await cancellation.CancelAsync();
        var endedEarly = reading.IsCompleted;
        leave.Set();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading);

        Assert.False(endedEarly);
    }

    [Fact]
    public async Task ReadAsync_more_chunks_than_the_budget_holds_are_all_delivered()
    {
        var sut = CreateSut(new ChunkSchedulerOptions { DecodedBytes = 3 * (16 + 256), FileReads = 4 });
        var array = new SelfReadingArray(200);
        var delivered = new Delivered();

        await sut.ReadAsync(array.DemandAll(ChunkPriority.Visible), delivered.Take, CancellationToken.None);

        Assert.Equal(200, delivered.Chunks.Count);
        Assert.True(sut.GetCounters().BytesHeld <= 3 * (16 + 256));
        Assert.Equal(200 - 3, sut.GetCounters().Evictions);
    }

    [Fact]
    public async Task ReadAsync_chunk_larger_than_the_budget_is_delivered_and_not_kept()
    {
        var sut = CreateSut(new ChunkSchedulerOptions { DecodedBytes = 10 });
        var array = new SelfReadingArray(3);
        var delivered = new Delivered();

        await sut.ReadAsync(array.DemandAll(ChunkPriority.Visible), delivered.Take, CancellationToken.None);

        Assert.Equal(3, delivered.Chunks.Count);
        Assert.Equal(0, sut.GetCounters().BytesHeld);
    }

    [Fact]
    public async Task ReadAsync_prefetch_does_not_evict_what_is_visible_beyond_its_share()
    {
        var sut = CreateSut(new ChunkSchedulerOptions { DecodedBytes = 8 * (16 + 256) });
        var array = new SelfReadingArray(64);
        await sut.ReadAsync(array.Demand(ChunkPriority.Visible, 0, 8), static (_, _) => { }, CancellationToken.None);

        await sut.ReadAsync(array.Demand(ChunkPriority.Prefetch, 8, 24), static (_, _) => { }, CancellationToken.None);

        var visible = Enumerable.Range(0, 8).Count(chunk => sut.IsAtHand(array.Demand(ChunkPriority.Visible, chunk, 1)));
        Assert.Equal(6, visible);
        Assert.Equal(24 - 2, sut.GetCounters().Wasted);
    }

    [Fact]
    public async Task ReadAsync_index_outside_the_grid_is_refused_and_starts_nothing()
    {
        var sut = CreateSut();
        var array = new CommandedArray(4);

        var error = await Assert.ThrowsAsync<LamellaException>(
            async () => await sut.ReadAsync(array.Demand(ChunkPriority.Visible, 1, 4), new Delivered().Take, CancellationToken.None));

        Assert.Equal((LamellaErrorCode.InvalidArgument, "0 … 3", "4"), (error.Code, error.Expected, error.Got));
        Assert.Equal(0, sut.GetCounters().Reads);
    }

    [Fact]
    public async Task IsAtHand_tells_held_chunks_from_others()
    {
        var sut = CreateSut();
        var array = new CommandedArray(4);
        await HoldAsync(sut, array, 1);

        Assert.True(sut.IsAtHand(array.Demand(ChunkPriority.Visible, 1)));
        Assert.False(sut.IsAtHand(array.Demand(ChunkPriority.Visible, 1, 2)));
    }

    [Fact]
    public async Task DisposeAsync_lets_go_of_every_demand()
    {
        var sut = CreateSut();
        var array = new CommandedArray(4);
        var reading = sut.ReadAsync(array.Demand(ChunkPriority.Visible, 1), new Delivered().Take, CancellationToken.None);
        await array.NextReadAsync();

        await sut.DisposeAsync();
        var error = await Assert.ThrowsAsync<LamellaException>(async () => await reading);

        Assert.Equal(LamellaErrorCode.Unavailable, error.Code);
        Assert.Equal(1, array.Cancels);
    }

    private static async Task HoldAsync(ChunkScheduler sut, CommandedArray array, int chunk)
    {
        var reading = sut.ReadAsync(array.Demand(ChunkPriority.Visible, chunk), static (_, _) => { }, CancellationToken.None);
        (await array.NextReadAsync()).Succeed();
        await reading;
    }

    private ChunkScheduler CreateSut(ChunkSchedulerOptions? options = null) =>
        _scheduler = new ChunkScheduler(_lane, options ?? new ChunkSchedulerOptions());
}
