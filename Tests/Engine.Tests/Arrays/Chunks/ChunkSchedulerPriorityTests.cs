using Lamella.Engine.Arrays.Chunks;
using Xunit;

namespace Lamella.Engine.Tests.Arrays.Chunks;

/// <summary>Who is read next.</summary>
public sealed class ChunkSchedulerPriorityTests : ChunkSchedulerTestBase
{
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
}
