using Lamella.Contracts.Arrays;
using Lamella.Engine.Arrays.Delays;
using Lamella.Engine.Arrays.Formats.Memory;
using Lamella.Engine.Arrays.Stores;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Lamella.Engine.Tests.Arrays.Delays;

public sealed class DelayedArrayTests
{
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public async Task ReadAsync_resident_chunk_is_delivered_after_the_delay()
    {
        var inner = new MemoryArray(new byte[] { 1, 2, 3, 4 }, [4], DataType.UInt8, [2]);
        var sut = new DelayedArray(inner, new ReadDelay(TimeSpan.FromMilliseconds(100), _time));

        var reading = WholeArray.ChunkAsync(sut, [1], TestContext.Current.CancellationToken);
        var early = reading.IsCompleted;
        _time.Advance(TimeSpan.FromMilliseconds(100));

        Assert.False(early);
        Assert.Equal([3, 4], await reading);
        Assert.Equal((1, 1, 0), (sut.Delay.Started, sut.Delay.Finished, sut.Delay.Cancelled));
    }

    [Fact]
    public async Task ReadAsync_cancelled_read_is_counted_as_such()
    {
        var sut = new DelayedArray(
            new MemoryArray(new byte[] { 1 }, [1], DataType.UInt8), new ReadDelay(TimeSpan.FromMilliseconds(100), _time));
        using var cancellation = new CancellationTokenSource();
        var reading = sut.ReadAsync(new[] { 0 }, cancellation.Token).AsTask();

        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading);
        Assert.Equal((1, 0, 1), (sut.Delay.Started, sut.Delay.Finished, sut.Delay.Cancelled));
    }

    [Fact]
    public async Task Store_values_arrive_after_the_delay()
    {
        var inner = new MemoryStore("memory://slow");
        inner.Set(StoreKey.Parse("a"), new byte[] { 7 });
        var sut = new DelayedStore(inner, new ReadDelay(TimeSpan.FromSeconds(1), _time));

        var reading = sut.GetAsync(StoreKey.Parse("a"), 10, TestContext.Current.CancellationToken).AsTask();
        var early = reading.IsCompleted;
        _time.Advance(TimeSpan.FromSeconds(1));
        using var value = await reading;

        Assert.False(early);
        Assert.Equal([7], value!.Bytes.ToArray());
    }
}
