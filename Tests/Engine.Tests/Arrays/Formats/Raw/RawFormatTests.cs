using Lamella.Contracts.Arrays;
using Lamella.Contracts.Errors;
using Lamella.Engine.Arrays;
using Lamella.Engine.Arrays.Formats;
using Xunit;

namespace Lamella.Engine.Tests.Arrays.Formats.Raw;

public sealed class RawFormatTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("lamella-raw-");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task OpenAsync_bytes_that_can_be_used_as_they_lie_are_resident()
    {
        var image = await OpenAsync([9, 1, 0, 2, 0, 3, 0, 4, 0, 5, 0, 6, 0], "?shape=2,3&dtype=uint16&offset=1&axes=y,x&scale=2,0.5");

        Assert.Equal([1, 0, 2, 0, 3, 0, 4, 0, 5, 0, 6, 0], image.Levels[0].GetResident([0, 0]).ToArray());
        Assert.Equal(["y", "x"], image.Axes.Select(axis => axis.Name));
        Assert.Equal((2, 0.5), (image.LevelTransforms[0][0, 0], image.LevelTransforms[0][1, 1]));
    }

    [Theory]
    [InlineData("?shape=3,2&dtype=int16&order=F&endian=big")]
    [InlineData("?shape=3,2&dtype=>i2&order=f")]
    public async Task OpenAsync_Fortran_order_and_big_endian_are_turned(string query)
    {
        var image = await OpenAsync([0, 1, 0, 2, 0, 3, 0, 4, 0, 5, 0, 6], query);

        Assert.Equal(DataType.Int16, image.Levels[0].Metadata.DataType);
        Assert.Equal([1, 0, 4, 0, 2, 0, 5, 0, 3, 0, 6, 0], await WholeArray.ReadAsync(image.Levels[0], Token));
    }

    [Fact]
    public async Task OpenAsync_with_the_scheme_before_it_is_the_same()
    {
        var path = Path.Combine(_folder.FullName, "x.bin");
        await File.WriteAllBytesAsync(path, [1, 2, 3, 4], Token);

        var image = await FormatRegistry.CreateDefault().OpenAsync($"raw:{path}?shape=4&dtype=uint8", Token);

        Assert.Equal([4L], image.Levels[0].Metadata.Shape);
    }

    [Theory]
    [InlineData("?shape=2,3&dtype=uint16", "12 bytes, the file has 10")]
    [InlineData("?shape=2,2&dtype=uint16&offset=1", "8 bytes, the file has 9")]
    [InlineData("?shape=2,3", "dtype is missing")]
    [InlineData("?shape=2,3&dtype=uint9", "dtype 'uint9'")]
    [InlineData("?shape=2,x&dtype=uint8", "shape is '2,x', of which 'x'")]
    [InlineData("?shape=5,1&dtype=uint16&order=Q", "order is 'Q'")]
    [InlineData("?shape=5,1&dtype=uint16&colour=1", "'colour' is unknown")]
    [InlineData("?shape=5&dtype=uint16&axes=a,b", "axes has 2 items, shape has 1")]
    [InlineData("", "shape is missing")]
    public async Task OpenAsync_query_that_does_not_go_with_the_file_says_why(string query, string message)
    {
        var error = await Assert.ThrowsAsync<LamellaException>(() => OpenAsync(new byte[10], query));

        Assert.Equal(LamellaErrorCode.InvalidArgument, error.Code);
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task OpenAsync_absurd_shape_is_refused()
    {
        var error = await Assert.ThrowsAsync<LamellaException>(() => OpenAsync(new byte[10], "?shape=9000000000000000000,9000000000000000000&dtype=uint16"));

        Assert.Equal(LamellaErrorCode.LimitExceeded, error.Code);
    }

    private async Task<OpenedImage> OpenAsync(byte[] bytes, string query)
    {
        var path = Path.Combine(_folder.FullName, "x.raw");
        await File.WriteAllBytesAsync(path, bytes, Token);
        return await FormatRegistry.CreateDefault().OpenAsync(path + query, Token);
    }
}
