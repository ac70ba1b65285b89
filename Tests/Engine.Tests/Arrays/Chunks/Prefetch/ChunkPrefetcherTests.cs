using Lamella.Engine.Arrays.Chunks;
using Lamella.Engine.Arrays.Chunks.Prefetch;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Lamella.Engine.Tests.Arrays.Chunks.Prefetch;

/// <summary>A 1-D array of 100 chunks of 16 elements; the slider moves at 400 elements a second, 25 chunks a second.</summary>
public sealed class ChunkPrefetcherTests : IDisposable
{
    private readonly FakeTimeProvider _time = new();
    private readonly RecordingReader _reader = new();
    private readonly CommandedArray _array = new(100);
    private readonly ChunkPrefetcher _sut;

    public ChunkPrefetcherTests() =>
        _sut = new ChunkPrefetcher(_reader, new PrefetchOptions { Horizon = TimeSpan.FromMilliseconds(100), WasteShare = 1 }, _time);

    public void Dispose() => _sut.Dispose();

    [Fact]
    public void Follow_steady_travel_asks_as_far_ahead_as_the_velocity_says()
    {
        Travel(from: 0, to: 160);

        // 400 elements a second for 100 ms is 40 elements: from 160, in chunk 10, to 200, in chunk 12.
        // What the slider has passed by is let go; chunk 10 is being shown.
        Assert.Equal([10, 11, 12], _reader.Outstanding);
        Assert.All(_reader.Asked, static asked => Assert.Equal(ChunkPriority.Prefetch, asked.Demand.Priority));
    }

    [Fact]
    public void Follow_travel_downwards_asks_downwards()
    {
        Travel(from: 1_000, to: 840);

        Assert.Equal([52, 51, 50], _reader.Outstanding);
    }

    [Fact]
    public void Follow_first_moves_ask_for_nothing()
    {
        Travel(from: 0, to: 32);

        Assert.Empty(_reader.Asked);
    }

    [Fact]
    public void Follow_turning_lets_go_of_everything_ahead()
    {
        Travel(from: 0, to: 160);
        _time.Advance(TimeSpan.FromMilliseconds(40));

        Move(144);

        Assert.Empty(_reader.Outstanding);
        Assert.Equal(0, _sut.Unshown);
    }

    [Fact]
    public void Follow_stopping_lets_go_of_everything_ahead()
    {
        Travel(from: 0, to: 160);

        _time.Advance(TimeSpan.FromMilliseconds(79));
        var before = _reader.Outstanding.Count();
        _time.Advance(TimeSpan.FromMilliseconds(1));

        Assert.Equal(3, before);
        Assert.Empty(_reader.Outstanding);
    }

    [Fact]
    public void Follow_at_the_end_of_the_array_asks_for_nothing_beyond()
    {
        Travel(from: 1_440, to: 1_584);

        Assert.All(_reader.Asked, static asked => Assert.InRange(asked.Demand.ChunkIndices[0], 0, 99));
    }

    [Fact]
    public void Follow_never_asks_for_more_than_its_share_of_what_was_shown()
    {
        using var sut = new ChunkPrefetcher(
            _reader, new PrefetchOptions { Horizon = TimeSpan.FromSeconds(10), WasteShare = 0.1, MinMoves = 1 }, _time);
        for (var shown = 1; shown <= 60; shown++)
        {
            _time.Advance(TimeSpan.FromMilliseconds(40));
            sut.Follow(_array.Demand(ChunkPriority.Visible, shown), axis: 0, shown * 16);
            Assert.InRange(sut.Unshown, 0, Math.Max(1, shown / 10));
        }

        Assert.True(sut.Foreseen > 30, $"{sut.Foreseen} of 60 chunks were foreseen.");
    }

    [Fact]
    public void Layer_shifts_the_leading_layer_only()
    {
        var array = new PlaneArray([4, 4, 4]);
        var shown = new ChunkDemand(array, [1, 0, 0, 1, 0, 1, 2, 0, 0], ChunkPriority.Visible);

        Assert.Equal([3, 0, 0], TravelPath.Layer(shown, axis: 0, shift: 1));
        Assert.Equal([0, 0, 0, 0, 0, 1], TravelPath.Layer(shown, axis: 0, shift: -1));
        Assert.Empty(TravelPath.Layer(shown, axis: 0, shift: 2));
    }

    private void Travel(int from, int to)
    {
        for (var position = from; position != to; position += 16 * Math.Sign(to - from))
        {
            Move(position);
            _time.Advance(TimeSpan.FromMilliseconds(40));
        }

        Move(to);
    }

    private void Move(int position) =>
        _sut.Follow(_array.Demand(ChunkPriority.Visible, Math.Min(position / 16, 99)), axis: 0, position);
}
