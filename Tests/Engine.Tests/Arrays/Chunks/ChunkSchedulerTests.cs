using Lamella.Contracts.Errors;
using Lamella.Engine.Arrays.Chunks;
using Xunit;

namespace Lamella.Engine.Tests.Arrays.Chunks;

/// <summary>Joining, letting go, delivering.</summary>
public sealed class ChunkSchedulerTests : ChunkSchedulerTestBase
{
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
}
