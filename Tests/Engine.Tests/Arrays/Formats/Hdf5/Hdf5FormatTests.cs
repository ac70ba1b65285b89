using Lamella.Contracts.Arrays;
using Lamella.Contracts.Errors;
using Lamella.Engine.Arrays;
using Lamella.Engine.Arrays.Codecs;
using Lamella.Engine.Arrays.Formats;
using Lamella.Engine.Arrays.Formats.Hdf5;
using Lamella.Tests;
using PureHDF;
using Xunit;

namespace Lamella.Engine.Tests.Arrays.Formats.Hdf5;

public sealed class Hdf5FormatTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("lamella-hdf5-");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task OpenAsync_contiguous_dataset_in_a_group_is_read()
    {
        var path = Write(new H5File { ["t0"] = new H5Group { ["raw"] = new H5Dataset(Numbers(), fileDims: [5, 7]) } });

        var image = await OpenAsync($"{path}/t0/raw");

        Assert.Equal([5L, 7L], image.Levels[0].Metadata.Shape);
        Assert.Equal(DataType.UInt16, image.Levels[0].Metadata.DataType);
        Assert.Equal(Bytes(), await WholeArray.ReadAsync(image.Levels[0], Token));
    }

    [Fact]
    public async Task OpenAsync_chunked_dataset_has_its_chunks_and_whole_ones_at_the_edge()
    {
        var path = Write(new H5File { ["raw"] = new H5Dataset(Numbers(), chunks: [2, 4], fileDims: [5, 7]) });

        var array = (await OpenAsync(path)).Levels[0];

        Assert.Equal([2, 4], array.Metadata.ChunkShape);
        Assert.Equal(Bytes(), await WholeArray.ReadAsync(array, Token));
    }

    [Fact]
    public async Task ReadAsync_many_at_once_gives_each_its_own_chunk()
    {
        var path = Write(new H5File { ["raw"] = new H5Dataset(Numbers(), chunks: [1, 7], fileDims: [5, 7]) });
        var array = (await OpenAsync(path)).Levels[0];

        var rows = await Task.WhenAll(Enumerable.Range(0, 100).Select(number => WholeArray.ChunkAsync(array, [number % 5, 0], Token)));

        Assert.All(rows.Index(), row => Assert.Equal(Bytes()[(row.Index % 5 * 14)..((row.Index % 5 * 14) + 14)], row.Item));
    }

    [Fact]
    public async Task OpenAsync_several_datasets_are_listed_and_related()
    {
        var path = Write(new H5File { ["raw"] = new H5Dataset(Numbers(), fileDims: [5, 7]), ["label"] = new H5Dataset(Numbers(), fileDims: [35]) });

        var error = await Assert.ThrowsAsync<LamellaException>(() => OpenAsync(path));
        var image = await OpenAsync($"{path}/label");

        Assert.Equal(LamellaErrorCode.NotFound, error.Code);
        Assert.Contains("raw", error.Message, StringComparison.Ordinal);
        Assert.Equal(["raw"], image.Related);
    }

    [Fact]
    public async Task OpenAsync_dataset_that_is_not_there_says_which_are()
    {
        var path = Write(new H5File { ["raw"] = new H5Dataset(Numbers(), fileDims: [5, 7]) });

        var error = await Assert.ThrowsAsync<LamellaException>(() => OpenAsync($"{path}/t9"));

        Assert.Equal(LamellaErrorCode.NotFound, error.Code);
        Assert.Contains("the file holds raw", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task OpenAsync_text_is_no_image()
    {
        var path = Write(new H5File { ["names"] = new H5Dataset(new[] { "a", "b" }) });

        var error = await Assert.ThrowsAsync<LamellaException>(() => OpenAsync($"{path}/names"));

        Assert.Equal(LamellaErrorCode.Unsupported, error.Code);
    }

    [Fact]
    public async Task ReadAsync_cancelled_token_cancels()
    {
        var path = Write(new H5File { ["raw"] = new H5Dataset(Numbers(), fileDims: [5, 7]) });
        var array = (await OpenAsync(path)).Levels[0];

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await array.ReadAsync(new[] { 0, 0 }, new CancellationToken(canceled: true)));
    }

    [Fact]
    public async Task OpenAsync_truncated_file_is_an_error()
    {
        var path = Path.Combine(_folder.FullName, "cut.h5");
        await File.WriteAllBytesAsync(path, [0x89, (byte)'H', (byte)'D', (byte)'F', 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0], Token);

        var error = await Assert.ThrowsAsync<LamellaException>(() => OpenAsync(path));

        Assert.Equal(LamellaErrorCode.InvalidMetadata, error.Code);
    }

    [Fact]
    public async Task OpenAsync_shared_volume_has_its_other_dataset_related()
    {
        var image = await OpenAsync(Path.Combine(SharedData.Require("data"), "hdf5/sample_ovule.h5/raw"));

        Assert.Equal(["label"], image.Related);
        Assert.Equal([8, 32, 64], image.Levels[0].Metadata.ChunkShape);
    }

    [Fact]
    public void Decode_undoes_filters_in_turn()
    {
        // Made by hand, with our own checksum: the order of the filters is what is tested.
        byte[] shuffled = [1, 2, 3, 0, 0, 0];
        var sum = Hdf5Fletcher32.Compute(shuffled);
        byte[] encoded = [.. shuffled, (byte)sum, (byte)(sum >> 8), (byte)(sum >> 16), (byte)(sum >> 24)];
        var decoded = new byte[6];

        Hdf5FilterDecoder.Decode(encoded, [new Hdf5FilterStep(Hdf5Filter.Fletcher32, []), new Hdf5FilterStep(Hdf5Filter.Shuffle, [2])], decoded);

        Assert.Equal([1, 0, 2, 0, 3, 0], decoded);
    }

    [Fact]
    public void Decode_wrong_checksum_is_corrupt() => Assert.Throws<CorruptDataException>(
        () => Hdf5FilterDecoder.Decode([1, 2, 3, 4, 5, 6, 7, 8], [new Hdf5FilterStep(Hdf5Filter.Fletcher32, [])], new byte[4]));

    [Fact]
    public void Lzf_literals_and_overlapping_copies_are_decoded()
    {
        // Made by hand after lzf_d.c: a literal of two bytes, a copy of six from two back, a long copy of nine from eight back.
        byte[] encoded = [1, 7, 8, 4 << 5, 1, 7 << 5, 0, 7];
        var decoded = new byte[17];

        Assert.Equal(17, Hdf5Lzf.Decode(encoded, decoded));
        Assert.Equal([7, 8, 7, 8, 7, 8, 7, 8, 7, 8, 7, 8, 7, 8, 7, 8, 7], decoded);
    }

    private static ushort[] Numbers() => [.. Enumerable.Range(0, 35).Select(number => (ushort)(number * 257))];

    private static byte[] Bytes() => [.. Numbers().SelectMany(BitConverter.GetBytes)];

    private string Write(H5File file)
    {
        var path = Path.Combine(_folder.FullName, "x.h5");
        file.Write(path);
        return path;
    }

    private static async Task<OpenedImage> OpenAsync(string path) => await FormatRegistry.CreateDefault().OpenAsync(path, Token);
}
