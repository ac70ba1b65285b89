using Lamella.Engine.Arrays.Chunks;
using Xunit;

namespace Lamella.Engine.Tests.Arrays.Chunks;

/// <summary>What is held, and who must go.</summary>
public sealed class ChunkSchedulerBudgetTests : ChunkSchedulerTestBase
{
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
    public async Task ReadAsync_chunks_waiting_for_their_decode_hold_up_further_reads()
    {
        var sut = CreateSut(new ChunkSchedulerOptions { FileReads = 1, Decodes = 1, BytesAhead = 1 });
        var array = new CommandedArray(4);
        using var decoding = new ManualResetEventSlim();
        array.OnDecode = _ => decoding.Wait(TestContext.Current.CancellationToken);

        var reading = sut.ReadAsync(array.Demand(ChunkPriority.Visible, 0, 1, 2), static (_, _) => { }, CancellationToken.None);
        (await array.NextReadAsync()).Succeed();
        (await array.NextReadAsync()).Succeed();
        while (sut.GetCounters().BytesInFlight != 2)
        {
            await Task.Yield();
        }

        Assert.Equal(2, array.Started.Count);
        decoding.Set();
        (await array.NextReadAsync()).Succeed();
        Assert.Equal(3, (await reading).Chunks);
    }

    [Fact]
    public async Task ReadAsync_visible_chunk_is_read_although_patient_ones_wait_for_their_decode()
    {
        var sut = CreateSut(new ChunkSchedulerOptions { FileReads = 1, Decodes = 1, BytesAhead = 1, UrgentReadShare = 0 });
        var array = new CommandedArray(4);
        using var decoding = new ManualResetEventSlim();
        array.OnDecode = _ => decoding.Wait(TestContext.Current.CancellationToken);
        var ahead = sut.ReadAsync(array.Demand(ChunkPriority.Prefetch, 0, 1, 2), static (_, _) => { }, CancellationToken.None);
        (await array.NextReadAsync()).Succeed();
        (await array.NextReadAsync()).Succeed();

        var visible = sut.ReadAsync(array.Demand(ChunkPriority.Visible, 3), static (_, _) => { }, CancellationToken.None);
        var read = await array.NextReadAsync();

        Assert.Equal(3, read.Index[0]);
        read.Succeed();
        decoding.Set();
        await visible;
        (await array.NextReadAsync()).Succeed();
        await ahead;
    }
}
