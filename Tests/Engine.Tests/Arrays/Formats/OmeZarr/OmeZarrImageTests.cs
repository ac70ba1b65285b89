using System.Text;
using Lamella.Contracts.Arrays;
using Lamella.Contracts.Errors;
using Lamella.Engine.Arrays;
using Lamella.Engine.Arrays.Formats;
using Lamella.Engine.Arrays.Formats.Zarr;
using Lamella.Engine.Arrays.Stores;
using Lamella.Tests;
using Xunit;

namespace Lamella.Engine.Tests.Arrays.Formats.OmeZarr;

public sealed class OmeZarrImageTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task OpenAsync_version_01_has_default_axes_and_levels_scaled_by_their_shapes()
    {
        var image = await OpenSharedAsync("data", "idr6001240_v01.zarr");
        Assert.Equal(["t", "c", "z", "y", "x"], image.Axes.Select(static axis => axis.Name));
        Assert.Equal(3, image.Levels.Length);
        Assert.Equal(271.0 / 135, image.LevelTransforms[1][4, 4]);
        Assert.Equal([new ImageChannel("LaminB1", 0x0000FF, 0, 1500, true), new ImageChannel("Dapi", 0xFFFF00, 0, 1500, true)], image.Channels);
        Assert.Equal("OME-Zarr 0.1, Zarr v2", image.Format);
        Assert.False(image.IsLabels);
    }

    [Fact]
    public async Task OpenAsync_version_04_has_axes_units_and_labels_that_can_be_opened()
    {
        var image = await OpenSharedAsync("data", "tubhiswt4D_v04.zarr");
        Assert.Equal(new ImageAxis("z", "space", "micrometer"), image.Axes[2]);
        Assert.Equal(2.0, image.LevelTransforms[1][3, 3]);
        Assert.Equal(["labels/embryo"], image.Related);
        var labels = await OpenSharedAsync("data", "tubhiswt4D_v04.zarr", image.Related[0]);
        Assert.True(labels.IsLabels);
        Assert.Equal(["t", "z", "y", "x"], labels.Axes.Select(static axis => axis.Name));
    }

    [Fact]
    public async Task OpenAsync_sharded_version_05_has_the_inner_chunk_as_chunk()
    {
        var image = await OpenSharedAsync("data", "idr6001240_v05_sharded.zarr");
        Assert.Equal([1, 1, 256, 256], image.Levels[0].Metadata.ChunkShape);
        Assert.Equal([1, 10, 512, 512], image.Levels[0].Metadata.ShardShape);
        Assert.Equal(["labels/0"], image.Related);
        Assert.Equal(1.4415926138560835, image.LevelTransforms[0][2, 2]);
    }

    [Fact]
    public async Task OpenAsync_version_06_composes_scale_and_rotation_to_the_first_coordinate_system()
    {
        var image = await OpenSharedAsync("data", "t1head_v06dev.zarr");
        var transform = image.LevelTransforms[0];
        Assert.Equal(-1.4142, transform[0, 0], 9);
        Assert.Equal(-0.35355, transform[0, 1], 9);
        Assert.Equal(1.4142, transform[1, 0], 9);
        Assert.Equal(0.25, transform[2, 2], 9);
    }

    [Fact]
    public async Task OpenAsync_bioformats2raw_shows_the_first_series_and_lists_all()
    {
        var image = await OpenSharedAsync("data", "bf2raw_multichannel.zarr");
        Assert.Equal([1, 3, 1, 167, 439], image.Levels[0].Metadata.Shape);
        Assert.Equal(["0"], image.Related);
        Assert.Single(image.Warnings);
    }

    [Theory]
    [InlineData("""{"type":"rotation","output":"p","rotation":[[0,1],[-1,0]]}""", new[] { 0.0, 1, 0, -1, 0, 0 })]
    [InlineData("""{"type":"affine","output":"p","affine":[[4,0,32],[0,3,21]]}""", new[] { 4.0, 0, 32, 0, 3, 21 })]
    [InlineData("""{"type":"mapAxis","output":"p","mapAxis":[1,0]}""", new[] { 0.0, 1, 0, 1, 0, 0 })]
    [InlineData("""{"type":"identity","output":"p"}""", new[] { 1.0, 0, 0, 0, 1, 0 })]
    [InlineData("""{"type":"scale","scale":[2,3]},{"type":"translation","translation":[5,7]}""", new[] { 2.0, 0, 5, 0, 3, 7 })]
    [InlineData("""{"type":"translation","translation":[5,7]},{"type":"scale","scale":[2,3]}""", new[] { 2.0, 0, 10, 0, 3, 21 })]
    public async Task OpenAsync_transformations_are_composed_in_their_order(string transformations, double[] expected)
    {
        var image = await OpenAsync(Hierarchy(("zarr.json", Group(Multiscale(transformations))), ("a/zarr.json", Array)));
        Assert.Equal(expected, image.LevelTransforms[0].Matrix[..6]);
        Assert.Empty(image.Warnings);
    }

    [Fact]
    public async Task OpenAsync_transformation_that_is_not_affine_is_left_out_with_a_warning()
    {
        const string Displacements = """{"type":"displacements","path":"d"}""";
        var image = await OpenAsync(Hierarchy(("zarr.json", Group(Multiscale(Displacements))), ("a/zarr.json", Array)));
        Assert.Contains("displacements", Assert.Single(image.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task OpenAsync_plate_shows_the_first_well_and_lists_all()
    {
        var image = await OpenSharedAsync("zarr-corpus", "fixtures", "ome-zarr-examples", "valid", "plate-01.zarr");
        Assert.Equal(["A/1", "A/2", "B/1", "B/2", "A/1/0"], image.Related);
        var well = await OpenSharedAsync("zarr-corpus", "fixtures", "ome-zarr-examples", "valid", "plate-01.zarr", "B", "2");
        Assert.Equal(["0"], well.Related);
    }

    [Fact]
    public async Task OpenAsync_group_without_image_says_what_it_contains()
    {
        var store = Hierarchy(("zarr.json", Group("{}")), ("a/zarr.json", Array), ("b/zarr.json", Array), ("g/zarr.json", Group("{}")));
        var error = await Assert.ThrowsAsync<LamellaException>(async () => await OpenAsync(store));
        Assert.Equal(LamellaErrorCode.UnknownFormat, error.Code);
        Assert.Contains("array 'a', array 'b', group 'g'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task OpenAsync_group_with_one_array_shows_it()
    {
        var image = await OpenAsync(Hierarchy(("zarr.json", Group("{}")), ("a/zarr.json", Array)));
        Assert.Equal(["-2", "x"], image.Axes.Select(static axis => axis.Name));
        Assert.Single(image.Warnings);
    }

    [Fact]
    public async Task OpenAsync_inner_path_that_is_not_there_says_what_is()
    {
        var store = Hierarchy(("zarr.json", Group("{}")), ("a/zarr.json", Array));
        var error = await Assert.ThrowsAsync<LamellaException>(async () => await OpenAsync(store, "nope/0"));
        Assert.Equal(LamellaErrorCode.NotFound, error.Code);
        Assert.Contains("array 'a'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task OpenAsync_dataset_path_out_of_the_group_is_refused()
    {
        const string Escape = """{"ome":{"multiscales":[{"axes":[{"name":"y"},{"name":"x"}],"datasets":[{"path":"../../etc"}]}]}}""";
        var error = await Assert.ThrowsAsync<LamellaException>(async () => await OpenAsync(Hierarchy(("zarr.json", Group(Escape)))));
        Assert.Equal(LamellaErrorCode.NotAllowed, error.Code);
    }

    [Fact]
    public async Task OpenAsync_one_missing_level_costs_that_level()
    {
        const string TwoLevels = """{"ome":{"multiscales":[{"axes":[{"name":"y"},{"name":"x"}],"datasets":[{"path":"a"},{"path":"gone"}]}]}}""";
        var image = await OpenAsync(Hierarchy(("zarr.json", Group(TwoLevels)), ("a/zarr.json", Array)));
        Assert.Single(image.Levels);
        Assert.Contains(image.Warnings, static warning => warning.Contains("gone", StringComparison.Ordinal));
    }

    [Fact]
    public async Task OpenAsync_bare_NaN_in_attributes_is_read()
    {
        const string Window = """{"ome":{"multiscales":[{"axes":["y","x"],"datasets":[{"path":"a"}]}],"omero":{"channels":[{"label":"NaN","window":{"start":NaN,"end":-Infinity}}]}}}""";
        var image = await OpenAsync(Hierarchy(("zarr.json", Group(Window)), ("a/zarr.json", Array)));
        Assert.Equal(new ImageChannel("NaN", null, null, null, true), Assert.Single(image.Channels));
    }

    [Fact]
    public async Task OpenAsync_missing_path_is_not_found()
    {
        var path = Path.Combine(Path.GetTempPath(), "lamella-no-such.zarr", "0");
        var error = await Assert.ThrowsAsync<LamellaException>(async () => await FormatRegistry.CreateDefault().OpenAsync(path, Token));
        Assert.Equal(LamellaErrorCode.NotFound, error.Code);
    }

    private const string Array =
        """{"zarr_format":3,"node_type":"array","shape":[4,4],"data_type":"uint8","chunk_grid":{"name":"regular","configuration":{"chunk_shape":[2,2]}},"chunk_key_encoding":{"name":"default"},"fill_value":0,"codecs":[{"name":"bytes"}],"dimension_names":[null,"x"]}""";

    private static string Multiscale(string transformations) =>
        """{"ome":{"version":"0.6.dev1","multiscales":[{"coordinateSystems":[{"name":"p","axes":[{"name":"y"},{"name":"x"}]}],"datasets":[{"path":"a","coordinateTransformations":["""
        + transformations + "]}]}]}}";

    private static string Group(string attributes) => $$"""{"zarr_format":3,"node_type":"group","attributes":{{attributes}}}""";

    private static MemoryStore Hierarchy(params (string Key, string Json)[] documents)
    {
        var store = new MemoryStore("memory://test");
        foreach (var (key, json) in documents)
        {
            store.Set(StoreKey.Parse(key), Encoding.UTF8.GetBytes(json));
        }

        return store;
    }

    private static ValueTask<OpenedImage> OpenAsync(MemoryStore store, string inner = "") =>
        new ZarrFormat().OpenAsync(new ImageSource { Uri = store.Uri, Store = store, Name = "test.zarr", InnerPath = inner }, Token);

    private static ValueTask<OpenedImage> OpenSharedAsync(params string[] path) => FormatRegistry.CreateDefault().OpenAsync(SharedData.Require(path), Token);
}
