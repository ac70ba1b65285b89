using System.IO.Compression;
using Lamella.Contracts.Arrays;
using Lamella.Contracts.Errors;
using Lamella.Engine.Arrays;
using Lamella.Engine.Arrays.Formats.Npy;
using Lamella.Engine.Arrays.Formats.Npz;
using Xunit;

namespace Lamella.Engine.Tests.Arrays.Formats.Npz;

public sealed class NpzFormatTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(CompressionLevel.NoCompression)]
    [InlineData(CompressionLevel.Optimal)]
    public async Task OpenAsync_member_by_its_name_stored_or_deflated(CompressionLevel level)
    {
        var bytes = Zip(level, ("image", [1, 2, 3, 4, 5, 6]), ("mask", [0, 1, 0, 1, 0, 1]));

        var image = await OpenAsync(bytes, "mask");
        var withSuffix = await OpenAsync(bytes, "image.npy");

        Assert.Equal([2L, 3L], image.Levels[0].Metadata.Shape);
        Assert.Equal(["image"], image.Related);
        Assert.Equal([0, 1, 0, 1, 0, 1], await WholeArray.ReadAsync(image.Levels[0], Token));
        Assert.Equal([1, 2, 3, 4, 5, 6], await WholeArray.ReadAsync(withSuffix.Levels[0], Token));
    }

    [Fact]
    public async Task OpenAsync_the_only_member_needs_no_name()
    {
        var image = await OpenAsync(Zip(CompressionLevel.Optimal, ("arr_0", [1, 2, 3, 4, 5, 6])), string.Empty);

        Assert.Equal([1, 2, 3, 4, 5, 6], await WholeArray.ReadAsync(image.Levels[0], Token));
    }

    [Theory]
    [InlineData("", "open one of a, b")]
    [InlineData("c", "no array 'c' in it; it holds a, b")]
    public async Task OpenAsync_no_member_chosen_lists_them(string innerPath, string message)
    {
        var bytes = Zip(CompressionLevel.Optimal, ("a", [1, 2, 3, 4, 5, 6]), ("b", [1, 2, 3, 4, 5, 6]));

        var error = await Assert.ThrowsAsync<LamellaException>(() => OpenAsync(bytes, innerPath));

        Assert.Equal(LamellaErrorCode.NotFound, error.Code);
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task OpenAsync_truncated_archive_is_an_error()
    {
        var bytes = Zip(CompressionLevel.Optimal, ("a", [1, 2, 3, 4, 5, 6]));

        var error = await Assert.ThrowsAsync<LamellaException>(() => OpenAsync(bytes[..^30], string.Empty));

        Assert.Equal(LamellaErrorCode.InvalidMetadata, error.Code);
    }

    internal static byte[] Zip(CompressionLevel level, params (string Name, byte[] Elements)[] members)
    {
        var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, elements) in members)
            {
                using var entry = zip.CreateEntry(name + ".npy", level).Open();
                entry.Write([.. NpyWriter.CreateHeader([2, elements.Length / 2], DataType.UInt8), .. elements]);
            }
        }

        return stream.ToArray();
    }

    private static async Task<OpenedImage> OpenAsync(byte[] bytes, string innerPath) =>
        await new NpzFormat().OpenAsync(MemorySource.Of("x.npz", bytes, innerPath), Token);
}
