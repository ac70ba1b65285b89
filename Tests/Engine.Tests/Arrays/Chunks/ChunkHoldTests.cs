using Lamella.Engine.Arrays.Chunks;
using Lamella.Engine.Compute;
using Xunit;

namespace Lamella.Engine.Tests.Arrays.Chunks;

public sealed class ChunkHoldTests : IAsyncDisposable
{
    private readonly ComputeLane _lane = new(new ComputeLaneOptions { Threads = 2 });
    private readonly ChunkScheduler _sut;

    public ChunkHoldTests() => _sut = new ChunkScheduler(_lane);

    public async ValueTask DisposeAsync()
    {
        await _sut.DisposeAsync();
        _lane.Dispose();
    }

    [Fact]
    public async Task Take_chunkBeingRead_keepsItsReadWhileTheNextSliceTakesOver()
    {
        var array = new CommandedArray(4);
        using var older = new CancellationTokenSource();
        var first = _sut.ReadAsync(array.Demand(ChunkPriority.Visible, 1), static (_, _) => { }, older.Token);
        var read = await array.NextReadAsync();

        var hold = ChunkHold.Take(_sut, array.Demand(ChunkPriority.Visible, 1, 2));
        await older.CancelAsync();
        var second = _sut.ReadAsync(array.Demand(ChunkPriority.Visible, 1), static (_, _) => { }, CancellationToken.None);
        hold!.Dispose();
        read.Succeed();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await first);
        Assert.Equal(1, (await second).Joins);
        Assert.Single(array.Started);
    }

    [Fact]
    public async Task Dispose_beforeAnybodyElseAsked_abortsTheRead()
    {
        var array = new CommandedArray(4);
        using var older = new CancellationTokenSource();
        var first = _sut.ReadAsync(array.Demand(ChunkPriority.Visible, 1), static (_, _) => { }, older.Token);
        await array.NextReadAsync();
        var hold = ChunkHold.Take(_sut, array.Demand(ChunkPriority.Visible, 1));
        await older.CancelAsync();
        Assert.Equal(0, _sut.GetCounters().Cancels);

        hold!.Dispose();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await first);
        Assert.Equal(1, _sut.GetCounters().Cancels);
    }

    [Fact]
    public void Take_nothingOnItsWay_startsNoRead()
    {
        var array = new CommandedArray(4);

        Assert.Null(ChunkHold.Take(_sut, array.Demand(ChunkPriority.Visible, 1, 2)));

        Assert.Empty(array.Started);
    }
}
