using System.Runtime.InteropServices;
using Lamella.Contracts.Errors;
using Lamella.Engine.Arrays;
using Lamella.Engine.Arrays.Formats;
using Xunit;

namespace Lamella.Engine.Tests.Arrays.Formats.Hdf5;

/// <summary>Datasets that h5py and hdf5plugin wrote (Data/hdf5/make.py): all hold 7 · i + 1.</summary>
public sealed class Hdf5FilterTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("lzf", 2)]
    [InlineData("fletcher32", 4)]
    [InlineData("blosc_blosclz", 2)]
    [InlineData("blosc_lz4", 2)]
    [InlineData("blosc_lz4hc", 2)]
    [InlineData("blosc_zlib", 2)]
    [InlineData("blosc_zstd", 2)]
    public async Task ReadAsync_filteredDataset_givesItsValues(string dataset, int itemSize)
    {
        var image = await OpenAsync(dataset);

        var bytes = await ArrayBox.ReadWholeAsync(image.Levels[0], Token);

        var values = itemSize == 2
            ? MemoryMarshal.Cast<byte, ushort>(bytes).ToArray().Select(static value => (long)value)
            : MemoryMarshal.Cast<byte, uint>(bytes).ToArray().Select(static value => (long)value);
        Assert.Equal(Enumerable.Range(0, 30 * 40).Select(static i => (7L * i) + 1), values);
    }

    [Theory]
    [InlineData("be_contiguous")]
    [InlineData("be_chunked")]
    [InlineData("be_gzip_shuffle")]
    public async Task ReadAsync_bigEndianDataset_isRefusedRatherThanMisread(string dataset)
    {
        var error = await Assert.ThrowsAsync<LamellaException>(async () =>
            await ArrayBox.ReadWholeAsync((await OpenAsync(dataset)).Levels[0], Token));

        Assert.Contains("Byte order", error.Message, StringComparison.Ordinal);
    }

    private static async Task<OpenedImage> OpenAsync(string dataset) =>
        await FormatRegistry.CreateDefault().OpenAsync(Path.Combine(AppContext.BaseDirectory, "Data/hdf5/filters.h5", dataset), Token);
}
