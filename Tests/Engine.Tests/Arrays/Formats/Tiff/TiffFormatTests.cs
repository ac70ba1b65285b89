using Lamella.Contracts.Errors;
using Lamella.Engine.Arrays;
using Lamella.Engine.Arrays.Formats.Tiff;
using Xunit;
using static Lamella.Engine.Tests.Arrays.Formats.Tiff.TiffBytes;

namespace Lamella.Engine.Tests.Arrays.Formats.Tiff;

public sealed class TiffFormatTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(true, true)]
    public async Task OpenAsync_every_container_pages_of_one_layout_are_one_array(bool isBigEndian, bool isBigTiff)
    {
        var tiff = new TiffBytes(isBigEndian, isBigTiff);
        AddPages(tiff, 3, null, isBigEndian);

        var image = await OpenAsync(tiff);

        Assert.Equal([3L, 2L, 4L], image.Levels[0].Metadata.Shape);
        Assert.Equal("q y x", Names(image));
        Assert.Equal(Expected(3), await WholeArray.ReadAsync(image.Levels[0], Token));
    }

    [Fact]
    public async Task OpenAsync_zstd_strips_are_decoded()
    {
        var tiff = new TiffBytes();
        using var compressor = new ZstdSharp.Compressor();
        var strip = compressor.Wrap(Page(0, false)).ToArray();
        tiff.AddPage(Grey(4, 2, 16, 1, 2, 50000, [tiff.Append(strip)], [strip.Length]));

        var image = await OpenAsync(tiff);

        Assert.Equal(Expected(1), await WholeArray.ReadAsync(image.Levels[0], Token));
        Assert.Contains("zstd", image.Levels[0].Metadata.Codecs);
    }

    [Theory]
    [InlineData("XYZCT", "t c z y x")]
    [InlineData("XYCZT", "t z c y x")]
    [InlineData("XYTCZ", "z c t y x")]
    public async Task OpenAsync_OME_XML_gives_axes_in_its_dimension_order(string order, string names)
    {
        var tiff = new TiffBytes();
        AddPages(tiff, 8, Ome(order, "<TiffData/>"), false);

        var image = await OpenAsync(tiff);

        Assert.Equal(names, Names(image));
        Assert.Equal([2L, 2L, 2L, 2L, 4L], image.Levels[0].Metadata.Shape);
        Assert.Equal(["DAPI", "GFP"], image.Channels.Select(channel => channel.Label));
        Assert.Equal([0x0000FF, 0x00FF00], image.Channels.Select(channel => channel.Color));
        Assert.Equal("micrometer", image.Axes[^1].Unit);
        Assert.Equal(0.5, image.LevelTransforms[0][4, 4]);
        Assert.Equal(Expected(8), await WholeArray.ReadAsync(image.Levels[0], Token));
    }

    [Fact]
    public async Task OpenAsync_OME_TiffData_places_pages_and_leaves_the_others_absent()
    {
        var tiff = new TiffBytes();
        AddPages(tiff, 2, Ome("XYZCT", "<TiffData IFD='1' FirstT='1'/><TiffData IFD='0' FirstC='1'/>"), false);

        var image = await OpenAsync(tiff);

        Assert.Equal(Page(1, false), await WholeArray.ChunkAsync(image.Levels[0], [1, 0, 0, 0, 0], Token));
        Assert.Equal(Page(0, false), await WholeArray.ChunkAsync(image.Levels[0], [0, 1, 0, 0, 0], Token));
        Assert.Null(await image.Levels[0].ReadAsync(new[] { 0, 0, 0, 0, 0 }, Token));
        Assert.Contains("6 of 8 planes", Assert.Single(image.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task OpenAsync_OME_planes_in_another_file_are_refused_by_its_name()
    {
        var tiff = new TiffBytes();
        AddPages(tiff, 1, Ome("XYZCT", "<TiffData IFD='0'><UUID FileName='other.ome.tif'>urn:uuid:2</UUID></TiffData>"), false);

        var error = await Assert.ThrowsAsync<LamellaException>(() => OpenAsync(tiff));

        Assert.Equal(LamellaErrorCode.Unsupported, error.Code);
        Assert.Contains("other.ome.tif", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task OpenAsync_OME_refers_to_a_page_that_is_not_there_says_both_numbers()
    {
        var tiff = new TiffBytes();
        AddPages(tiff, 3, Ome("XYZCT", "<TiffData/>"), false);

        var error = await Assert.ThrowsAsync<LamellaException>(() => OpenAsync(tiff));

        Assert.Equal(LamellaErrorCode.InvalidMetadata, error.Code);
        Assert.Contains("page 3, but the file has 3 pages", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task OpenAsync_SubIFDs_are_levels_with_their_scale()
    {
        var tiff = new TiffBytes();
        var reduced = tiff.AddSubPage(Grey(2, 1, 16, 1, 1, 1, [tiff.Append([1, 0, 2, 0])], [4]));
        tiff.AddPage(Grey(4, 2, 16, 1, 2, 1, [tiff.Append(Page(0, false))], [16], Long(330, reduced)));

        var image = await OpenAsync(tiff);

        Assert.Equal([1L, 2L], image.Levels[1].Metadata.Shape);
        Assert.Equal(2, image.LevelTransforms[1][1, 1]);
        Assert.Equal([1, 0, 2, 0], await WholeArray.ReadAsync(image.Levels[1], Token));
    }

    [Theory]
    [InlineData("ImageJ=1.53\nimages=6\nchannels=2\nframes=3\nunit=um\nfinterval=2.5\n", "t c y x", "second")]
    [InlineData("{\"shape\": [3, 2, 2, 4], \"axes\": \"TCYX\"}", "t c y x", null)]
    [InlineData("{\"shape\": [6, 2, 4]}", "q y x", null)]
    public async Task OpenAsync_one_directory_and_contiguous_planes_are_all_read(string description, string names, string? unit)
    {
        var tiff = new TiffBytes(isBigEndian: true);
        var planes = tiff.Append([.. Enumerable.Range(0, 6).SelectMany(page => Page(page, true))]);
        tiff.AddPage(Grey(4, 2, 16, 1, 2, 1, [planes], [16], Text(270, description)));

        var image = await OpenAsync(tiff);

        Assert.Equal(names, Names(image));
        Assert.Equal(unit, image.Axes[0].Unit);
        Assert.Equal(Expected(6), await WholeArray.ReadAsync(image.Levels[0], Token));
    }

    [Fact]
    public async Task OpenAsync_pages_of_several_layouts_are_several_images()
    {
        var tiff = new TiffBytes();
        AddPages(tiff, 2, null, false);
        tiff.AddPage(Grey(2, 1, 8, 1, 1, 1, [tiff.Append([7, 9])], [2]));

        var first = await OpenAsync(tiff);
        var second = await OpenAsync(tiff, "1");

        Assert.Equal(["1"], first.Related);
        Assert.Equal([1L, 2L], second.Levels[0].Metadata.Shape);
        Assert.Equal([7, 9], await WholeArray.ReadAsync(second.Levels[0], Token));
        Assert.Equal(LamellaErrorCode.NotFound, (await Assert.ThrowsAsync<LamellaException>(() => OpenAsync(tiff, "2"))).Code);
    }

    [Fact]
    public async Task OpenAsync_many_small_strips_are_one_chunk_and_a_sparse_one_is_zeros()
    {
        var tiff = new TiffBytes();
        var first = tiff.Append([1, 0, 2, 0, 3, 0, 4, 0]);
        tiff.AddPage(Grey(4, 2, 16, 1, 1, 1, [first, 0], [8, 0]));

        var array = (await OpenAsync(tiff)).Levels[0];

        Assert.Equal([2, 4], array.Metadata.ChunkShape);
        Assert.Equal([1, 0, 2, 0, 3, 0, 4, 0, 0, 0, 0, 0, 0, 0, 0, 0], await WholeArray.ReadAsync(array, Token));
    }

    [Fact]
    public async Task OpenAsync_directories_in_a_loop_are_an_error()
    {
        var tiff = new TiffBytes();
        var first = AddPages(tiff, 2, null, false);
        tiff.LinkTo(first);

        var error = await Assert.ThrowsAsync<LamellaException>(() => OpenAsync(tiff));

        Assert.Equal(LamellaErrorCode.InvalidMetadata, error.Code);
        Assert.Contains($"{first} comes twice", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(7, "Jpeg")]
    [InlineData(34712, "Jpeg2000")]
    [InlineData(4, "CcittGroup4")]
    [InlineData(12345, "12345")]
    public async Task OpenAsync_compression_that_is_not_supported_is_named(int compression, string name)
    {
        var tiff = new TiffBytes();
        tiff.AddPage(Grey(4, 2, 16, 1, 2, compression, [8], [16]));

        var error = await Assert.ThrowsAsync<LamellaException>(() => OpenAsync(tiff));

        Assert.Equal(LamellaErrorCode.Unsupported, error.Code);
        Assert.Contains($"compression {name}", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task OpenAsync_absurd_tile_is_refused_before_anything_is_allocated()
    {
        var tiff = new TiffBytes();
        tiff.AddPage(Grey(2_000_000_000, 2_000_000_000, 16, 1, 2_000_000_000, 5, [8], [16]));
        var before = GC.GetAllocatedBytesForCurrentThread();

        var error = await Assert.ThrowsAsync<LamellaException>(() => OpenAsync(tiff));

        Assert.Equal(LamellaErrorCode.LimitExceeded, error.Code);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
    }

    [Fact]
    public async Task ReadAsync_strip_beyond_the_end_costs_its_chunk_and_says_both_numbers()
    {
        var tiff = new TiffBytes();
        var good = tiff.Append(Page(0, false));
        tiff.AddPage(Grey(4, 2, 16, 1, 2, 1, [good], [16]));
        tiff.AddPage(Grey(4, 2, 16, 1, 2, 1, [1_000_000], [16]));
        var array = (await OpenAsync(tiff)).Levels[0];

        var error = await Assert.ThrowsAsync<LamellaException>(async () => await array.ReadAsync(new[] { 1, 0, 0 }, Token));

        Assert.Equal(LamellaErrorCode.CorruptChunk, error.Code);
        Assert.Contains("1000000", error.Message, StringComparison.Ordinal);
        Assert.Contains($"{tiff.ToArray().Length}", error.Message, StringComparison.Ordinal);
        Assert.Equal(Page(0, false), await WholeArray.ChunkAsync(array, [0, 0, 0], Token));
    }

    [Fact]
    public async Task ReadAsync_cancelled_token_cancels()
    {
        var tiff = new TiffBytes();
        AddPages(tiff, 1, null, false);
        var array = (await OpenAsync(tiff)).Levels[0];

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await array.ReadAsync(new[] { 0, 0 }, new CancellationToken(canceled: true)));
    }

    [Fact]
    public async Task OpenAsync_a_file_that_only_has_the_name_is_told_so()
    {
        var error = await Assert.ThrowsAsync<LamellaException>(
            async () => await new TiffFormat().OpenAsync(MemorySource.Of("x.tif", "GIF89a.."u8.ToArray()), Token));

        Assert.Equal(LamellaErrorCode.InvalidMetadata, error.Code);
    }

    /// <summary>Pages of 4 × 2 uint16; returns where the first directory lies.</summary>
    internal static long AddPages(TiffBytes tiff, int count, string? description, bool isBigEndian)
    {
        var offsets = Enumerable.Range(0, count).Select(page => tiff.AddPage(Grey(
            4, 2, 16, 1, 2, 1, [tiff.Append(Page(page, isBigEndian))], [16], page == 0 && description is not null ? [Text(270, description)] : []))).ToArray();
        return offsets[0];
    }

    internal static string Ome(string order, string blocks) =>
        $"<?xml version='1.0'?><OME xmlns='http://www.openmicroscopy.org/Schemas/OME/2016-06' UUID='urn:uuid:1'><Image ID='Image:0'>"
        + $"<Pixels DimensionOrder='{order}' Type='uint16' SizeX='4' SizeY='2' SizeZ='2' SizeC='2' SizeT='2' PhysicalSizeX='0.5' PhysicalSizeY='0.5'>"
        + $"<Channel Name='DAPI' Color='65535'/><Channel Name='GFP' Color='16711935'/>{blocks}</Pixels></Image></OME>";

    private static byte[] Page(int page, bool isBigEndian) =>
    [
        .. Enumerable.Range(page * 8, 8).SelectMany(value => isBigEndian
            ? new[] { (byte)(value >> 8), (byte)value }
            : [(byte)value, (byte)(value >> 8)]),
    ];

    private static byte[] Expected(int pages) => [.. Enumerable.Range(0, pages).SelectMany(page => Page(page, false))];

    private static string Names(OpenedImage image) => string.Join(' ', image.Axes.Select(axis => axis.Name));

    private static async Task<OpenedImage> OpenAsync(TiffBytes tiff, string innerPath = "") =>
        await new TiffFormat().OpenAsync(MemorySource.Of("x.tif", tiff.ToArray(), innerPath), Token);
}
