using Lamella.Contracts.Errors;
using Lamella.Contracts.Geometry;
using Lamella.Contracts.Layers;
using Lamella.Contracts.Slicing;
using Lamella.Grains.Tests.Support;
using Lamella.Sdk;
using Xunit;

namespace Lamella.Grains.Tests.Layers;

/// <summary>What is wrong is told clearly, to whoever asked, and nothing else suffers.</summary>
public sealed class BadInputTests(ClusterFixture cluster) : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("lamella-").FullName;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        Directory.Delete(_folder, recursive: true);

        // The silos are alive, and a viewer still slices.
        var viewer = cluster.Client.OpenViewer();
        await viewer.AddImageAsync(cluster.Images.Add(new HeldArray(2, 3, 4)));
        await viewer.WaitUntilIdleAsync(TimeSpan.FromSeconds(30));
    }

    [Fact]
    public Task AddLayer_ofAMissingPath_saysNotFound() =>
        RefusesAsync(Path.Combine(_folder, "missing.zarr"), LamellaErrorCode.NotFound, "missing.zarr");

    [Fact]
    public Task AddLayer_ofAFileOfNoFormat_saysUnknownFormat()
    {
        var path = Write("notes.zarr", "these are notes");

        return RefusesAsync(path, LamellaErrorCode.UnknownFormat, "notes.zarr");
    }

    [Fact]
    public Task AddLayer_ofAbsurdShape_isRefusedBeforeAllocating()
    {
        Write("big/.zarray", Metadata(shape: "[4611686018427387904, 4611686018427387904]", chunks: "[2147483647, 2147483647]"));

        return RefusesAsync(Path.Combine(_folder, "big"), LamellaErrorCode.LimitExceeded, "big");
    }

    [Fact]
    public Task AddLayer_ofMetadataThatIsNoJson_saysInvalidMetadata()
    {
        Write("broken/.zarray", "{ \"zarr_format\": 2, ");

        return RefusesAsync(Path.Combine(_folder, "broken"), LamellaErrorCode.InvalidMetadata, "broken");
    }

    [Fact]
    public Task AddLayer_ofAnUnknownCodec_namesIt()
    {
        Write("codec/.zarray", Metadata(compressor: "{\"id\": \"snake_oil\"}"));

        return RefusesAsync(Path.Combine(_folder, "codec"), LamellaErrorCode.Unsupported, "snake_oil");
    }

    [Fact]
    public Task AddLayer_ofAWrongDataType_namesIt()
    {
        Write("dtype/.zarray", Metadata(dtype: "<q9"));

        return RefusesAsync(Path.Combine(_folder, "dtype"), null, "q9");
    }

    [Fact]
    public async Task SetDims_toATruncatedChunk_failsThatRevisionOnly()
    {
        Write("short/.zarray", Metadata());
        await File.WriteAllBytesAsync(Path.Combine(_folder, "short", "0.0.0"), new byte[32], Token);
        await File.WriteAllBytesAsync(Path.Combine(_folder, "short", "1.0.0"), new byte[29], Token);
        var viewer = cluster.Client.OpenViewer();
        await viewer.AddImageAsync(Path.Combine(_folder, "short"), cancellationToken: Token);
        var dims = (await viewer.GetSnapshotAsync(Token)).Dims;

        var bad = await WaitAsync(viewer, dims.WithPoint(0, 1));
        var good = await WaitAsync(viewer, dims.WithPoint(0, 0));

        Assert.Equal(LamellaErrorCode.CorruptChunk, Assert.Single(Assert.IsType<Contracts.Viewers.SliceFailed>(bad).Failures).Code);
        Assert.IsType<Contracts.Viewers.SliceReady>(good);
    }

    [Fact]
    public async Task AddLayer_ofAChannelThatIsNot_saysWhichAre()
    {
        var uri = cluster.Images.Add(new HeldArray(2, 3, 4));

        var error = await Assert.ThrowsAsync<LamellaException>(
            () => cluster.Client.OpenViewer().AddImageAsync(uri, channel: 7, cancellationToken: Token));

        Assert.Equal(LamellaErrorCode.InvalidArgument, error.Code);
    }

    [Fact]
    public async Task AddLayer_ofAnIdThatIsNoName_isInvalid()
    {
        var spec = new ImageLayerSpec { Id = new LayerId("../up"), Name = "x", Source = new LayerSource("synthetic:index?shape=4,4,4") };

        var error = await Assert.ThrowsAsync<LamellaException>(() => cluster.Client.OpenViewer().AddLayerAsync(spec, Token));

        Assert.Equal(LamellaErrorCode.InvalidArgument, error.Code);
    }

    [Fact]
    public async Task SetFieldOfView_ofAnotherRank_isInvalid()
    {
        var error = await Assert.ThrowsAsync<LamellaException>(
            () => cluster.Client.OpenViewer().SetFieldOfViewAsync(new FieldOfView([0, 0, 0], [1, 1, 1], [9, 9, 9]), Token));

        Assert.Equal(LamellaErrorCode.InvalidArgument, error.Code);
    }

    [Fact]
    public async Task GetImageInfo_ofAMissingPath_saysNotFound()
    {
        var error = await Assert.ThrowsAsync<LamellaException>(
            () => cluster.Client.GetImageInfoAsync(Path.Combine(_folder, "missing.zarr"), Token));

        Assert.Equal(LamellaErrorCode.NotFound, error.Code);
    }

    [Fact]
    public async Task GetImageInfo_ofASyntheticImage_tellsItsLevelsAndChunks()
    {
        var info = await cluster.Client.GetImageInfoAsync("synthetic:blobs?shape=64,256,256&chunks=16,64,64&levels=3", Token);

        Assert.Equal((3, 64L), (info.Levels.Length, info.Levels[0].Shape[0]));
        Assert.Equal([16, 64, 64], info.Levels[0].ChunkShape);
        Assert.Equal(["z", "y", "x"], info.Axes.Select(axis => axis.Name));
    }

    private async Task RefusesAsync(string uri, LamellaErrorCode? code, string named)
    {
        var viewer = cluster.Client.OpenViewer();

        var error = await Assert.ThrowsAsync<LamellaException>(() => viewer.AddImageAsync(uri, cancellationToken: Token));

        Assert.Contains(named, error.Message, StringComparison.Ordinal);
        Assert.Equal(code ?? error.Code, error.Code);
        Assert.Empty((await viewer.GetSnapshotAsync(Token)).Layers);
    }

    private static async Task<Contracts.Viewers.ViewerEvent?> WaitAsync(Viewer viewer, Dims dims)
    {
        await viewer.SetDimsAsync(dims, Token);
        return (await viewer.WaitUntilIdleAsync(TimeSpan.FromSeconds(30), Token)).LastEnd;
    }

    private string Write(string name, string text)
    {
        var path = Path.Combine(_folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return path;
    }

    private static string Metadata(
        string shape = "[2, 4, 4]", string chunks = "[1, 4, 4]", string dtype = "<u2", string compressor = "null") =>
        $$"""
        {"zarr_format": 2, "shape": {{shape}}, "chunks": {{chunks}}, "dtype": "{{dtype}}", "compressor": {{compressor}},
         "fill_value": 0, "order": "C", "filters": null}
        """;
}
