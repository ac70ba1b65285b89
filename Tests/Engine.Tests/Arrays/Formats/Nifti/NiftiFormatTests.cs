using Lamella.Contracts.Arrays;
using Lamella.Contracts.Errors;
using Lamella.Engine.Arrays;
using Lamella.Engine.Arrays.Formats;
using Lamella.Engine.Arrays.Formats.Nifti;
using Lamella.Tests;
using Xunit;

namespace Lamella.Engine.Tests.Arrays.Formats.Nifti;

public sealed class NiftiFormatTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1, false, false)]
    [InlineData(1, true, false)]
    [InlineData(2, false, true)]
    [InlineData(2, true, true)]
    public async Task OpenAsync_axes_are_i_j_k_with_i_slowest(int version, bool isBigEndian, bool isGzip)
    {
        // numpy: a = np.arange(6, dtype='<i2').reshape(3, 2, order='F'); a.tobytes() is 0, 3, 1, 4, 2, 5
        byte[] elements = isBigEndian ? [0, 0, 0, 1, 0, 2, 0, 3, 0, 4, 0, 5] : [0, 0, 1, 0, 2, 0, 3, 0, 4, 0, 5, 0];
        var bytes = new NiftiBytes(version, isBigEndian).Shape(3, 2).Type(4, 16).With(elements);

        var image = await OpenAsync(isGzip ? NiftiBytes.Gzip(bytes) : bytes);

        Assert.Equal([3L, 2L], image.Levels[0].Metadata.Shape);
        Assert.Equal(DataType.Int16, image.Levels[0].Metadata.DataType);
        Assert.Equal(["x", "y"], image.Axes.Select(axis => axis.Name));
        Assert.Equal([0, 0, 3, 0, 1, 0, 4, 0, 2, 0, 5, 0], await WholeArray.ReadAsync(image.Levels[0], Token));
    }

    [Fact]
    public async Task OpenAsync_sform_is_the_transform_and_units_are_those_of_the_header()
    {
        var header = new NiftiBytes(1, false).Shape(2, 2, 2, 2).Type(2, 8).Number(254, 1, 2).Number(123, 2 | 8, 1).Float(76 + 16, 1.5f);
        float[] rows = [-2, 0, 0, 90, 0, 0, 3, -126, 0, 4, 0, -72];
        for (var index = 0; index < rows.Length; index++)
        {
            header.Float(280 + (4 * index), rows[index]);
        }

        var image = await OpenAsync(header.With(new byte[16]));

        Assert.Equal([-2, 0, 0, 0, 90, 0, 0, 3, 0, -126, 0, 4, 0, 0, -72, 0, 0, 0, 1.5, 0, 0, 0, 0, 0, 1], image.LevelTransforms[0].Matrix);
        Assert.Equal(["millimeter", "millimeter", "millimeter", "second"], image.Axes.Select(axis => axis.Unit));
    }

    [Fact]
    public async Task OpenAsync_qform_turns_and_flips_as_nifti1_h_says()
    {
        // A quarter turn about z (b = c = 0, d = sin 45°) and qfac = -1.
        var header = new NiftiBytes(1, false).Shape(2, 2, 2).Type(2, 8).Number(252, 1, 2)
            .Float(264, MathF.Sqrt(0.5f)).Float(268, 10).Float(76, -1).Float(80, 2).Float(84, 3).Float(88, 4);

        var image = await OpenAsync(header.With(new byte[8]));

        double[] expected = [0, -3, 0, 10, 2, 0, 0, 0, 0, 0, -4, 0, 0, 0, 0, 1];
        Assert.All(expected.Zip(image.LevelTransforms[0].Matrix), pair => Assert.Equal(pair.First, pair.Second, 1e-6));
    }

    [Fact]
    public async Task OpenAsync_affine_that_cannot_be_inverted_gives_way_to_distances()
    {
        var header = new NiftiBytes(1, false).Shape(2, 2, 2).Type(2, 8).Number(254, 1, 2).Float(80, 2).Float(84, 3).Float(88, 4);

        var image = await OpenAsync(header.With(new byte[8]));

        Assert.Equal([2, 0, 0, 0, 0, 3, 0, 0, 0, 0, 4, 0, 0, 0, 0, 1], image.LevelTransforms[0].Matrix);
    }

    [Fact]
    public async Task OpenAsync_scaled_values_are_as_stored_with_a_warning()
    {
        var header = new NiftiBytes(1, false).Shape(2).Type(2, 8).Float(112, 0.5f).Float(116, 7);

        var image = await OpenAsync(header.With([3, 4]));

        Assert.Contains("× 0.5 + 7", Assert.Single(image.Warnings), StringComparison.Ordinal);
        Assert.Equal([3, 4], await WholeArray.ReadAsync(image.Levels[0], Token));
    }

    [Fact]
    public async Task OpenAsync_truncated_file_says_both_numbers()
    {
        var error = await Assert.ThrowsAsync<LamellaException>(
            () => OpenAsync(new NiftiBytes(1, false).Shape(10, 10).Type(4, 16).With(new byte[199])));

        Assert.Contains("200", error.Message, StringComparison.Ordinal);
        Assert.Contains("199", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task OpenAsync_gzip_that_promises_more_than_it_can_hold_is_refused()
    {
        var bytes = NiftiBytes.Gzip(new NiftiBytes(1, false).Shape(30_000, 30_000).Type(2, 8).With(new byte[16]));

        var error = await Assert.ThrowsAsync<LamellaException>(() => OpenAsync(bytes));

        Assert.Equal(LamellaErrorCode.InvalidMetadata, error.Code);
    }

    [Fact]
    public async Task OpenAsync_gzip_beyond_the_limit_is_refused()
    {
        var bytes = NiftiBytes.Gzip(new NiftiBytes(1, false).Shape(100, 100).Type(2, 8).With(new byte[10_000]));
        var limits = new ArrayLimits { MaxInflatedBytes = 5000 };

        var error = await Assert.ThrowsAsync<LamellaException>(
            async () => await new NiftiFormat().OpenAsync(MemorySource.Of("x.nii.gz", bytes, limits: limits), Token));

        Assert.Equal(LamellaErrorCode.LimitExceeded, error.Code);
        Assert.Equal("at most 5000 bytes", error.Expected);
    }

    [Fact]
    public async Task ReadAsync_gzip_cut_off_is_corrupt_every_time_and_what_came_before_is_read()
    {
        var noise = new byte[6 << 20];
        new Random(1).NextBytes(noise);
        var bytes = NiftiBytes.Gzip(new NiftiBytes(2, false).Shape(1 << 20, 6).Type(2, 8).With(noise));
        var array = (await OpenAsync(bytes[..(bytes.Length / 2)])).Levels[0];

        var first = await Assert.ThrowsAsync<LamellaException>(async () => await array.ReadAsync(new[] { 0, 5 }, Token));
        var again = await Assert.ThrowsAsync<LamellaException>(async () => await array.ReadAsync(new[] { 0, 5 }, Token));
        var good = await WholeArray.ChunkAsync(array, [0, 0], Token);

        Assert.Equal((LamellaErrorCode.CorruptChunk, LamellaErrorCode.CorruptChunk), (first.Code, again.Code));
        Assert.Equal(noise[..good.Length], good);
    }

    [Fact]
    public async Task ReadAsync_gzip_by_many_at_once_with_some_cancelled_gives_every_chunk_whole()
    {
        var noise = new byte[9 << 20];
        new Random(2).NextBytes(noise);
        var bytes = NiftiBytes.Gzip(new NiftiBytes(2, false).Shape(1 << 20, 9).Type(2, 8).With(noise));
        var array = (await OpenAsync(bytes)).Levels[0];
        using var cancelled = new CancellationTokenSource();

        var doomed = Enumerable.Range(0, 9).Select(k => array.ReadAsync(new[] { 0, k }, cancelled.Token).AsTask()).ToArray();
        await cancelled.CancelAsync();
        await Task.WhenAll(doomed.Select(task => task.ContinueWith(_ => { }, TaskScheduler.Default)));
        var whole = await WholeArray.ReadAsync(array, Token);

        Assert.All(doomed, task => Assert.True(task.IsCanceled || task.IsCompletedSuccessfully));
        Assert.Equal(noise, Transposed(whole, 1 << 20, 9));
    }

    [Theory]
    [InlineData(128, 24, "RGB24")]
    [InlineData(1536, 128, "float128")]
    public async Task OpenAsync_type_that_is_not_supported_is_named(int code, int bits, string name)
    {
        var error = await Assert.ThrowsAsync<LamellaException>(() => OpenAsync(new NiftiBytes(1, false).Shape(1).Type(code, bits).With(new byte[16])));

        Assert.Equal(LamellaErrorCode.Unsupported, error.Code);
        Assert.Contains(name, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task OpenAsync_shared_volume_has_the_affine_that_nibabel_shows()
    {
        var image = await FormatRegistry.CreateDefault().OpenAsync(Path.Combine(SharedData.Require("data"), "nifti/example4d.nii.gz"), Token);

        double[] expected = [-2, 0, 0, 0, 117.8551, 0, 1.97371, -0.35553, 0, -35.72294, 0, 0.32321, 2.17108, 0, -7.2488];
        Assert.All(expected.Zip(image.LevelTransforms[0].Matrix), pair => Assert.Equal(pair.First, pair.Second, 1e-4));
    }

    private static byte[] Transposed(byte[] rowMajor, int rows, int columns)
    {
        var columnMajor = new byte[rowMajor.Length];
        for (var row = 0; row < rows; row++)
        {
            for (var column = 0; column < columns; column++)
            {
                columnMajor[(column * rows) + row] = rowMajor[(row * columns) + column];
            }
        }

        return columnMajor;
    }

    private static async Task<OpenedImage> OpenAsync(byte[] bytes) =>
        await new NiftiFormat().OpenAsync(MemorySource.Of("x.nii", bytes), Token);
}
