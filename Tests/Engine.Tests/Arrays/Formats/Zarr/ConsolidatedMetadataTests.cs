using System.Text.Json.Nodes;
using Lamella.Contracts.Errors;
using Lamella.Engine.Arrays;
using Lamella.Engine.Arrays.Formats;
using Lamella.Engine.Arrays.Stores.Http;
using Lamella.Engine.Samples;
using Lamella.Tests.Http;
using Xunit;

namespace Lamella.Engine.Tests.Arrays.Formats.Zarr;

/// <summary>Consolidated metadata across a network. The hierarchies are the sample's, and one of v3 as zarr-python 3 writes them.</summary>
public sealed class ConsolidatedMetadataTests : IAsyncLifetime
{
    private const string Warning = "The consolidated metadata are out of date or broken";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("lamella-consolidated-");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string Zarr => Path.Combine(_folder.FullName, "s.zarr");

    private string Copy => Path.Combine(Zarr, ".zmetadata");

    public async ValueTask InitializeAsync()
    {
        await SampleWriter.WriteAsync(Zarr, overwrite: false, new SampleShape(8, 32, 32), null, Token);
        File.WriteAllText(Copy, Consolidate().ToJsonString());
    }

    public ValueTask DisposeAsync()
    {
        _folder.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task OpenAsync_remoteV2_asksForNoDocumentOfALevel()
    {
        var (with, requests) = await OpenAsync();
        File.Delete(Copy);
        var (without, all) = await OpenAsync();

        // The root's five, and three for labels, which there are none of; each of three levels costs up to three more without.
        Assert.InRange(requests.Length, 1, 8);
        Assert.InRange(all.Length, 11, 17);
        Assert.DoesNotContain(requests, static target => char.IsAsciiDigit(target["/s.zarr/".Length]));
        Assert.Empty(with.Warnings);
        Assert.Equal(without.Levels.Select(Describe), with.Levels.Select(Describe));
        Assert.Equal(without.LevelTransforms.Select(static level => string.Join(',', level.Matrix)), with.LevelTransforms.Select(static level => string.Join(',', level.Matrix)));
    }

    [Fact]
    public async Task OpenAsync_remoteV3_asksForNoDocumentOfALevel()
    {
        Directory.Delete(Zarr, recursive: true);
        Directory.CreateDirectory(Zarr);
        File.WriteAllText(Path.Combine(Zarr, "zarr.json"), V3Group(V3Array));

        var (image, requests) = await OpenAsync();

        Assert.Equal([4, 4], image.Levels[0].Metadata.Shape);
        Assert.Empty(image.Warnings);
        Assert.DoesNotContain("/s.zarr/a/zarr.json", requests);
    }

    [Fact]
    public async Task OpenAsync_v3WhoseCopyIsUnsound_readsTheArrayItself()
    {
        Directory.Delete(Zarr, recursive: true);
        Directory.CreateDirectory(Path.Combine(Zarr, "a"));
        File.WriteAllText(Path.Combine(Zarr, "zarr.json"), V3Group(V3Array.Replace("[4,4]", "[4,-4]", StringComparison.Ordinal)));
        File.WriteAllText(Path.Combine(Zarr, "a", "zarr.json"), V3Array);

        var (image, requests) = await OpenAsync();

        Assert.Equal([4, 4], image.Levels[0].Metadata.Shape);
        Assert.Contains("/s.zarr/a/zarr.json", requests);
        Assert.StartsWith(Warning, Assert.Single(image.Warnings), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("|O", "[2]")]
    [InlineData("|u1", "[4611686018427387904]")]
    public async Task OpenAsync_groupOfWhichOneArrayCannotBeRead_tellsTheSameFarAndNear(string dataType, string shape)
    {
        Directory.Delete(Zarr, recursive: true);
        WriteV2(".zgroup", """{"zarr_format":2}""");
        WriteV2("a/.zarray", V2Array(dataType, shape));
        WriteV2("b/.zarray", V2Array("|u1", "[2]"));
        File.WriteAllText(Copy, Consolidate().ToJsonString());

        var near = await Assert.ThrowsAsync<LamellaException>(async () => await FormatRegistry.CreateDefault().OpenAsync(Zarr, Token));
        await using var server = new FolderServer(_folder.FullName);
        var far = await Assert.ThrowsAsync<LamellaException>(() => OpenAsync(server));

        Assert.Equal((LamellaErrorCode.UnknownFormat, near.Message.Replace(near.Path!, far.Path)), (far.Code, far.Message));
        Assert.Contains("/s.zarr/a/.zarray", server.Requests.Select(static request => request.Target));
        Assert.DoesNotContain("/s.zarr/b/.zarray", server.Requests.Select(static request => request.Target));
    }

    [Fact]
    public async Task OpenAsync_copyWithOtherAttributes_isOutOfDate()
    {
        var copy = Consolidate();
        copy["metadata"]!.AsObject()[".zattrs"] = new JsonObject { ["multiscales"] = new JsonArray() };
        File.WriteAllText(Copy, copy.ToJsonString());

        await AssertFallsBackAsync("the attributes of the root have changed since");
    }

    [Fact]
    public async Task OpenAsync_copyWithoutALevel_isOutOfDate()
    {
        var copy = Consolidate();
        copy["metadata"]!.AsObject().Remove("1/.zarray");
        File.WriteAllText(Copy, copy.ToJsonString());

        await AssertFallsBackAsync("'1' is not among them");
    }

    [Theory]
    [InlineData("{", "not valid JSON")]
    [InlineData("""{"zarr_consolidated_format":2,"metadata":{}}""", "zarr_consolidated_format")]
    [InlineData("""{"zarr_consolidated_format":1}""", "'metadata' is missing")]
    [InlineData("""{"zarr_consolidated_format":1,"metadata":[]}""", "an object")]
    public async Task OpenAsync_brokenCopy_isNotRead(string copy, string because)
    {
        File.WriteAllText(Copy, copy);

        await AssertFallsBackAsync(because);
    }

    [Fact]
    public async Task OpenAsync_copyNestedWithoutEnd_isNotRead()
    {
        File.WriteAllText(Copy, string.Concat(Enumerable.Repeat("{\"a\":", 10_000)));

        await AssertFallsBackAsync("not valid JSON");
    }

    [Fact]
    public async Task OpenAsync_brokenCopyInAFolder_doesNotKeepTheImageShut()
    {
        File.WriteAllText(Copy, "{");

        var image = await FormatRegistry.CreateDefault().OpenAsync(Zarr, Token);

        Assert.Equal(3, image.Levels.Length);
        Assert.StartsWith(Warning, Assert.Single(image.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task OpenAsync_copyBeyondTheLimit_isNotRead()
    {
        File.WriteAllText(Copy, Consolidate().ToJsonString() + new string(' ', 100_000));

        await AssertFallsBackAsync("100000", new ArrayLimits { MaxMetadataBytes = 100_000 });
    }

    private static string Describe(IChunkedArray level) => $"{string.Join('x', level.Metadata.Shape)} by {string.Join('x', level.Metadata.ChunkShape)}";

    private async Task AssertFallsBackAsync(string because, ArrayLimits? limits = null)
    {
        var (image, requests) = await OpenAsync(limits);

        Assert.Equal(3, image.Levels.Length);
        Assert.Contains("/s.zarr/1/.zarray", requests);
        var warning = Assert.Single(image.Warnings);
        Assert.StartsWith(Warning, warning, StringComparison.Ordinal);
        Assert.Contains(because, warning, StringComparison.Ordinal);
    }

    private async Task<(OpenedImage Image, string[] Requests)> OpenAsync(ArrayLimits? limits = null)
    {
        await using var server = new FolderServer(_folder.FullName);
        var image = await OpenAsync(server, limits);
        return (image, [.. server.Requests.Select(static request => request.Target)]);
    }

    private static async Task<OpenedImage> OpenAsync(FolderServer server, ArrayLimits? limits = null)
    {
        using var transport = new HttpTransport(RemoteAccessPolicy.Open);
        return await FormatRegistry.CreateDefault(limits, remote: new RemoteScheme(transport, limits: limits)).OpenAsync(server.Root + "s.zarr", Token);
    }

    private void WriteV2(string name, string document)
    {
        var path = Path.Combine(Zarr, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, document);
    }

    private JsonObject Consolidate() => new()
    {
        ["zarr_consolidated_format"] = 1,
        ["metadata"] = new JsonObject(Directory
            .EnumerateFiles(Zarr, ".z*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.None })
            .Where(static file => Path.GetFileName(file) is ".zarray" or ".zgroup" or ".zattrs")
            .Select(file => KeyValuePair.Create(
                Path.GetRelativePath(Zarr, file).Replace('\\', '/'), JsonNode.Parse(File.ReadAllText(file))))),
    };

    private static string V2Array(string dataType, string shape) =>
        $$"""{"zarr_format":2,"shape":{{shape}},"chunks":[2],"dtype":"{{dataType}}","compressor":null,"fill_value":0,"order":"C","filters":null}""";

    private const string V3Array =
        """{"zarr_format":3,"node_type":"array","shape":[4,4],"data_type":"uint8","chunk_grid":{"name":"regular","configuration":{"chunk_shape":[2,2]}},"chunk_key_encoding":{"name":"default"},"fill_value":0,"codecs":[{"name":"bytes"}]}""";

    private static string V3Group(string array) =>
        """{"zarr_format":3,"node_type":"group","attributes":{"ome":{"version":"0.5","multiscales":[{"axes":[{"name":"y"},{"name":"x"}],"datasets":[{"path":"a","coordinateTransformations":[{"type":"scale","scale":[1,1]}]}]}]}},"consolidated_metadata":{"kind":"inline","must_understand":false,"metadata":{"a":"""
        + array + "}}}";
}
