using System.Text;
using Lamella.Engine.Arrays.Formats.Zarr;
using Lamella.Engine.Arrays.Stores;
using Xunit;

namespace Lamella.Engine.Tests.Arrays.Fuzzing;

public sealed class ZarrFuzzTests
{
    private const string ArrayMetadata =
        """{"zarr_format":3,"node_type":"array","shape":[4,4],"data_type":"uint8","chunk_grid":{"name":"regular","configuration":{"chunk_shape":[2,2]}},"chunk_key_encoding":{"name":"default"},"fill_value":0,"codecs":[{"name":"bytes"}]}""";

    private const string ImageMetadata =
        """
        {"zarr_format":3,"node_type":"group","attributes":{"ome":{"version":"0.6.dev1","multiscales":[{"coordinateSystems":[
        {"name":"world","axes":[{"name":"y","type":"space","unit":"micrometer"},{"name":"x","type":"space"}]},{"name":"physical","axes":[{"name":"y"},{"name":"x"}]}],
        "datasets":[{"path":"0","coordinateTransformations":[{"type":"sequence","input":"0","output":"physical","transformations":[{"type":"scale","scale":[2,0.5]},{"type":"translation","translation":[1,2]}]}]},
        {"path":"1","coordinateTransformations":[{"type":"rotation","output":"physical","rotation":[[0,1],[1,0]]},{"type":"mapAxis","mapAxis":[1,0]}]}],
        "coordinateTransformations":[{"type":"affine","input":"physical","output":"world","affine":[[1,0,3],[0,1,4]]}]}],
        "omero":{"channels":[{"active":true,"color":"00FF00","label":"a","window":{"start":0,"end":100}}]}}}}
        """;

    private const string PlateMetadata =
        """{"zarr_format":3,"node_type":"group","attributes":{"ome":{"version":"0.5","plate":{"columns":[{"name":"1"}],"rows":[{"name":"A"}],"wells":[{"path":"A/1","rowIndex":0,"columnIndex":0}]}}}}""";

    private const string WellMetadata = """{"zarr_format":3,"node_type":"group","attributes":{"ome":{"well":{"images":[{"path":"0"}]}}}}""";

    [Theory(Timeout = 300_000)]
    [InlineData("v2", 12_000)]
    [InlineData("v3", 9_000)]
    public async Task Damaged_arrays_end_well_or_in_an_error_of_the_family(string group, int count)
    {
        var samples = FuzzSample.OfCorpus(group);
        var run = new FuzzRun($"zarr {group}");
        for (var seed = 0; seed < FuzzRun.Count(count); seed++)
        {
            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
            var sample = samples[seed % samples.Count];
            var store = sample.Damage(new Random(seed));
            await run.TryAsync(sample.Name, seed, () => new(FuzzRun.SourceOf(store)), new ZarrFormat());
        }

        run.Report();
    }

    [Fact(Timeout = 300_000)]
    public async Task Damaged_image_metadata_ends_well_or_in_an_error_of_the_family()
    {
        var sample = new FuzzSample(
            "plate",
            [
                KeyValuePair.Create("A/1/0/zarr.json", Encoding.UTF8.GetBytes(ImageMetadata)),
                KeyValuePair.Create("A/1/zarr.json", Encoding.UTF8.GetBytes(WellMetadata)),
                KeyValuePair.Create("zarr.json", Encoding.UTF8.GetBytes(PlateMetadata)),
                KeyValuePair.Create("A/1/0/0/zarr.json", Encoding.UTF8.GetBytes(ArrayMetadata)),
                KeyValuePair.Create("A/1/0/1/zarr.json", Encoding.UTF8.GetBytes(ArrayMetadata)),
            ]);
        var run = new FuzzRun("ome-zarr");
        for (var seed = 0; seed < FuzzRun.Count(4_000); seed++)
        {
            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
            var store = sample.Damage(new Random(seed));
            await run.TryAsync("plate", seed, () => new(FuzzRun.SourceOf(store)), new ZarrFormat());
        }

        run.Report();
    }

    [Theory(Timeout = 300_000)]
    [InlineData("v2", "store_stored.zarr.zip")]
    [InlineData("v2", "store_deflated.zarr.zip")]
    [InlineData("v3", "store_v3.zarr.zip")]
    public async Task Damaged_zips_end_well_or_in_an_error_of_the_family(string group, string name)
    {
        var zip = FuzzSample.ZipOfCorpus(group, name);
        var key = StoreKey.Parse(name);
        var run = new FuzzRun("zip");
        for (var seed = 0; seed < FuzzRun.Count(1_500); seed++)
        {
            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
            var random = new Random(seed);
            var store = new MemoryStore("memory://zips");
            // The directory at the end is where a zip is read first.
            var tail = Math.Min(zip.Length, random.Next(2) == 0 ? 30 : 1500);
            store.Set(key, random.Next(3) == 0
                ? new Mutation(random).Apply(zip, isJson: false)
                : [.. zip[..^tail], .. new Mutation(random).Apply(zip[^tail..], isJson: false)]);
            await run.TryAsync(
                name,
                seed,
                async () => FuzzRun.SourceOf(await ZipStore.OpenAsync(store, key, FuzzRun.Limits, TestContext.Current.CancellationToken)),
                new ZarrFormat());
        }

        run.Report();
    }
}
