using Lamella.Engine.Arrays.Chunks;
using Lamella.Engine.Compute;
using Xunit;

namespace Lamella.Engine.Tests.Arrays.Chunks;

/// <summary>A scheduler on a lane of two threads; afterwards nothing is held and nothing has been thrown away.</summary>
public abstract class ChunkSchedulerTestBase : IAsyncDisposable
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
        GC.SuppressFinalize(this);
    }

    private protected static async Task HoldAsync(ChunkScheduler sut, CommandedArray array, int chunk)
    {
        var reading = sut.ReadAsync(array.Demand(ChunkPriority.Visible, chunk), static (_, _) => { }, CancellationToken.None);
        (await array.NextReadAsync()).Succeed();
        await reading;
    }

    private protected ChunkScheduler CreateSut(ChunkSchedulerOptions? options = null) =>
        _scheduler = new ChunkScheduler(_lane, options ?? new ChunkSchedulerOptions());
}
