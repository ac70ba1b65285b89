using System.Runtime.InteropServices;
using Lamella.Contracts.Errors;
using Lamella.Engine.Arrays;
using Lamella.Engine.Arrays.Formats;
using Lamella.Engine.Arrays.Formats.Synthetic;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Lamella.Engine.Tests.Arrays.Formats.Synthetic;

public sealed class SyntheticFormatTests
{
    [Fact]
    public async Task OpenAsync_gives_what_the_URI_says()
    {
        var image = await OpenAsync("synthetic:blobs?shape=2,64,256,200&dtype=uint8&chunks=1,16,64,64&levels=3");

        Assert.Equal(3, image.Levels.Length);
        Assert.Equal([2L, 64L, 256L, 200L], image.Levels[0].Metadata.Shape);
        Assert.Equal([2L, 16L, 64L, 50L], image.Levels[2].Metadata.Shape);
        Assert.Equal([1, 16, 64, 64], image.Levels[0].Metadata.ChunkShape);
        Assert.Equal(["t", "z", "y", "x"], image.Axes.Select(static axis => axis.Name));
        Assert.Equal((4.0, 1.5), (image.LevelTransforms[2][3, 3], image.LevelTransforms[2][3, 4]));
        Assert.Equal((1.0, 0.0), (image.LevelTransforms[2][0, 0], image.LevelTransforms[2][0, 4]));
    }

    [Fact]
    public async Task Decode_the_grid_does_not_matter()
    {
        var whole = await ReadAsync("synthetic:blobs?shape=9,20,31&dtype=uint16&chunks=9,20,31");
        var cut = await ReadAsync("synthetic:blobs?shape=9,20,31&dtype=uint16&chunks=2,7,8");

        Assert.Equal(whole, cut);
    }

    [Fact]
    public async Task Decode_blobs_use_the_range_of_the_type()
    {
        var elements = MemoryMarshal.Cast<byte, ushort>(await ReadAsync("synthetic:blobs?shape=32,64,64&dtype=uint16")).ToArray();

        Assert.InRange(elements.Max(), 30_000, 65_535);
        Assert.InRange(elements.Min(), 0, 2_000);
        Assert.True(elements.Distinct().Count() > 1_000);
    }

    [Fact]
    public async Task Decode_index_is_the_position_in_C_order()
    {
        var elements = MemoryMarshal.Cast<byte, int>(await ReadAsync("synthetic:index?shape=3,4,5&dtype=int32&chunks=2,3,2")).ToArray();

        Assert.Equal(Enumerable.Range(0, 60), elements);
    }

    [Fact]
    public async Task Decode_level_is_every_other_element_of_the_one_before()
    {
        var image = await OpenAsync("synthetic:index?shape=4,4,6&dtype=int32&levels=2");
        var elements = MemoryMarshal.Cast<byte, int>(
            await WholeArray.ReadAsync(image.Levels[1], TestContext.Current.CancellationToken)).ToArray();

        Assert.Equal([0, 2, 4, 12, 14, 16, 48, 50, 52, 60, 62, 64], elements);
    }

    [Fact]
    public async Task Decode_labels_are_whole_cells_between_background()
    {
        var image = await OpenAsync("synthetic:labels?shape=64,64&dtype=uint16");
        var elements = MemoryMarshal.Cast<byte, ushort>(
            await WholeArray.ReadAsync(image.Levels[0], TestContext.Current.CancellationToken)).ToArray();

        Assert.True(image.IsLabels);
        Assert.Contains((ushort)0, elements);
        Assert.InRange(elements.Distinct().Count(), 3, 30);
    }

    [Fact]
    public async Task ReadAsync_waits_for_the_delay_and_can_be_cancelled()
    {
        var time = new FakeTimeProvider();
        var image = await OpenAsync("synthetic:blobs?shape=8,8&delay=100ms", time);
        using var cancellation = new CancellationTokenSource();
        var cancelled = image.Levels[0].ReadAsync(new[] { 0, 0 }, cancellation.Token).AsTask();
        var patient = image.Levels[0].ReadAsync(new[] { 0, 0 }, TestContext.Current.CancellationToken).AsTask();

        await cancellation.CancelAsync();
        time.Advance(TimeSpan.FromMilliseconds(99));
        var early = patient.IsCompleted;
        time.Advance(TimeSpan.FromMilliseconds(1));
        using var chunk = await patient;

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cancelled);
        Assert.False(early);
        Assert.NotNull(chunk);
    }

    [Fact]
    public async Task ReadAsync_absent_share_of_the_chunks_is_absent()
    {
        var array = (await OpenAsync("synthetic:blobs?shape=1000000&chunks=1000&absent=0.75")).Levels[0];
        var absent = 0;
        for (var chunk = 0; chunk < 1000; chunk++)
        {
            absent += await array.ReadAsync(new[] { chunk }, TestContext.Current.CancellationToken) is null ? 1 : 0;
        }

        Assert.InRange(absent, 700, 800);
    }

    [Theory]
    [InlineData("synthetic:blobs")]
    [InlineData("synthetic:2?shape=3")]
    [InlineData("synthetic:clouds?shape=3")]
    [InlineData("synthetic:blobs?shape=3,-4")]
    [InlineData("synthetic:blobs?shape=")]
    [InlineData("synthetic:blobs?shape=3&dtype=complex64")]
    [InlineData("synthetic:blobs?shape=3&chunks=1,1")]
    [InlineData("synthetic:blobs?shape=3&chunks=0")]
    [InlineData("synthetic:blobs?shape=3&delay=100")]
    [InlineData("synthetic:blobs?shape=3&levels=99")]
    [InlineData("synthetic:blobs?shape=3&absent=2")]
    [InlineData("synthetic:blobs?shape=3&size=2")]
    public async Task OpenAsync_wrong_option_is_refused(string uri)
    {
        var error = await Assert.ThrowsAsync<LamellaException>(() => OpenAsync(uri));

        Assert.Equal(LamellaErrorCode.InvalidArgument, error.Code);
    }

    [Fact]
    public async Task OpenAsync_chunk_beyond_the_limit_is_refused()
    {
        var error = await Assert.ThrowsAsync<LamellaException>(() => OpenAsync("synthetic:blobs?shape=99999,99999&chunks=99999,99999"));

        Assert.Equal(LamellaErrorCode.LimitExceeded, error.Code);
    }

    private static async Task<byte[]> ReadAsync(string uri) =>
        await WholeArray.ReadAsync((await OpenAsync(uri)).Levels[0], TestContext.Current.CancellationToken);

    private static async Task<OpenedImage> OpenAsync(string uri, TimeProvider? time = null)
    {
        var format = new SyntheticFormat(time);
        return await new FormatRegistry([format], [format]).OpenAsync(uri, TestContext.Current.CancellationToken);
    }
}
