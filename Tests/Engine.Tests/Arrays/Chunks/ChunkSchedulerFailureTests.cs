using Lamella.Contracts.Errors;
using Lamella.Engine.Arrays.Chunks;
using Xunit;

namespace Lamella.Engine.Tests.Arrays.Chunks;

/// <summary>Chunks that fail, are absent, or whose consumers throw.</summary>
public sealed class ChunkSchedulerFailureTests : ChunkSchedulerTestBase
{
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
    public async Task ReadAsync_index_outside_the_grid_is_refused_and_starts_nothing()
    {
        var sut = CreateSut();
        var array = new CommandedArray(4);

        var error = await Assert.ThrowsAsync<LamellaException>(
            async () => await sut.ReadAsync(array.Demand(ChunkPriority.Visible, 1, 4), new Delivered().Take, CancellationToken.None));

        Assert.Equal((LamellaErrorCode.InvalidArgument, "0 … 3", "4"), (error.Code, error.Expected, error.Got));
        Assert.Equal(0, sut.GetCounters().Reads);
    }
}
