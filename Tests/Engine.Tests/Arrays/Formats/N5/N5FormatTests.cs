using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Lamella.Contracts.Arrays;
using Lamella.Contracts.Errors;
using Lamella.Engine.Arrays;
using Lamella.Engine.Arrays.Formats;
using Lamella.Engine.Arrays.Formats.N5;
using Lamella.Engine.Arrays.Stores;
using Lamella.Tests;
using Xunit;

namespace Lamella.Engine.Tests.Arrays.Formats.N5;

public sealed class N5FormatTests
{
    private const string Attributes = """{"dimensions":[3,2],"blockSize":[2,2],"dataType":"uint16","compression":{"type":"raw"}}""";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task OpenAsync_axes_are_slowest_first_and_edge_blocks_are_cut_off()
    {
        var store = Store(("attributes.json", Attributes));
        store.Set(StoreKey.Parse("0/0"), Block(2, 2, 1, 2, 4, 5));
        store.Set(StoreKey.Parse("1/0"), Block(1, 2, 3, 6));

        var array = (await OpenAsync(store)).Levels[0];

        Assert.Equal([2L, 3L], array.Metadata.Shape);
        Assert.Equal([1, 0, 2, 0, 3, 0, 4, 0, 5, 0, 6, 0], await WholeArray.ReadAsync(array, Token));
    }

    [Fact]
    public async Task ReadAsync_block_that_is_not_there_is_absent()
    {
        var array = (await OpenAsync(Store(("attributes.json", Attributes)))).Levels[0];

        Assert.Null(await array.ReadAsync(new[] { 0, 0 }, Token));
    }

    [Fact]
    public async Task Decode_varlength_block_is_not_supported_and_named()
    {
        var store = Store(("attributes.json", Attributes));
        store.Set(StoreKey.Parse("0/0"), [0, 1, 0, 2, 0, 0, 0, 2, 0, 0, 0, 2, 0, 0, 0, 4, 0, 0]);
        var array = (await OpenAsync(store)).Levels[0];
        using var encoded = await array.ReadAsync(new[] { 0, 0 }, Token);

        var error = Assert.Throws<LamellaException>(() => array.Decode(encoded!, new byte[8]));

        Assert.Equal(LamellaErrorCode.Unsupported, error.Code);
        Assert.Contains("varlength", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Decode_block_larger_than_blockSize_is_corrupt()
    {
        var store = Store(("attributes.json", Attributes));
        store.Set(StoreKey.Parse("0/0"), Block(3, 2, 1, 2, 3, 4));
        var array = (await OpenAsync(store)).Levels[0];
        using var encoded = await array.ReadAsync(new[] { 0, 0 }, Token);

        var error = Assert.Throws<LamellaException>(() => array.Decode(encoded!, new byte[8]));

        Assert.Equal(LamellaErrorCode.CorruptChunk, error.Code);
        Assert.Contains("3 elements along axis 1, blockSize has 2", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task OpenAsync_group_of_scales_is_a_pyramid_with_its_resolution()
    {
        var store = Store(
            ("attributes.json", """{"n5":"2.5.0","axes":["x","y"],"units":["nm","nm"],"resolution":[4,8]}"""),
            ("s0/attributes.json", Attributes.Replace("[3,2]", "[8,4]", StringComparison.Ordinal)),
            ("s1/attributes.json", Attributes.Replace("[3,2]", "[4,2]", StringComparison.Ordinal).Replace("{\"dim", "{\"downsamplingFactors\":[2,2],\"dim", StringComparison.Ordinal)));

        var image = await OpenAsync(store);

        Assert.Equal([[4L, 8L], [2L, 4L]], image.Levels.Select(level => level.Metadata.Shape.ToArray()));
        Assert.Equal([new ImageAxis("y", "space", "nanometer"), new ImageAxis("x", "space", "nanometer")], image.Axes);
        Assert.Equal((16, 8), (image.LevelTransforms[1][0, 0], image.LevelTransforms[1][1, 1]));
    }

    [Fact]
    public async Task OpenAsync_container_of_several_datasets_lists_them()
    {
        var store = Store(("attributes.json", """{"n5":"2.0.0"}"""), ("a/attributes.json", Attributes), ("b/attributes.json", Attributes));

        var error = await Assert.ThrowsAsync<LamellaException>(() => OpenAsync(store));

        Assert.Equal(LamellaErrorCode.NotFound, error.Code);
        Assert.Contains("open one of a, b", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"raw\"", "\"jpeg\"", LamellaErrorCode.Unsupported, "jpeg")]
    [InlineData("uint16", "object", LamellaErrorCode.Unsupported, "object")]
    [InlineData("[2,2]", "[2]", LamellaErrorCode.InvalidMetadata, "2 axes, blockSize has 1")]
    [InlineData("[2,2]", "[0,2]", LamellaErrorCode.InvalidMetadata, "blockSize has 0")]
    [InlineData("[2,2]", "[2000000000,2000000000]", LamellaErrorCode.LimitExceeded, "at most 1073741824")]
    [InlineData("[3,2]", "[3,-2]", LamellaErrorCode.InvalidMetadata, "dimensions has -2")]
    public async Task OpenAsync_bad_attributes_are_refused_by_name(string good, string bad, LamellaErrorCode code, string message)
    {
        var store = Store(("attributes.json", Attributes.Replace(good, bad, StringComparison.Ordinal)));

        var error = await Assert.ThrowsAsync<LamellaException>(() => OpenAsync(store));

        Assert.Equal(code, error.Code);
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("raw")]
    [InlineData("gzip")]
    [InlineData("bzip2")]
    [InlineData("xz")]
    [InlineData("blosc")]
    public async Task OpenAsync_what_tensorstore_wrote_has_the_expected_hash(string codec)
    {
        var fixtures = SharedData.Require("zarr-corpus/fixtures");
        using var expected = JsonDocument.Parse(await File.ReadAllBytesAsync(Path.Combine(fixtures, "expected.json"), Token));
        var entry = expected.RootElement.GetProperty("arrays").EnumerateArray().Single(array => array.GetProperty("path").GetString() == $"tensorstore-n5/{codec}");

        var image = await FormatRegistry.CreateDefault().OpenAsync(Path.Combine(fixtures, "tensorstore-n5", codec), Token);
        var whole = await WholeArray.ReadAsync(image.Levels[0], Token);

        Assert.Equal([4L, 5L], image.Levels[0].Metadata.Shape);
        Assert.Equal(entry.GetProperty("sha256_C_order_LE").GetString(), Convert.ToHexStringLower(SHA256.HashData(whole)));
    }

    private static byte[] Block(byte width, byte height, params byte[] values) =>
        [0, 0, 0, 2, 0, 0, 0, width, 0, 0, 0, height, .. values.SelectMany(value => new byte[] { 0, value })];

    internal static MemoryStore Store(params (string Key, string Text)[] values)
    {
        var store = new MemoryStore("memory://test.n5");
        foreach (var (key, text) in values)
        {
            store.Set(StoreKey.Parse(key), Encoding.UTF8.GetBytes(text));
        }

        return store;
    }

    private static async Task<OpenedImage> OpenAsync(MemoryStore store) =>
        await new N5Format().OpenAsync(new ImageSource { Uri = store.Uri, Store = store, Name = "test.n5" }, Token);
}
