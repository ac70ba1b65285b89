using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Lamella.Contracts.Arrays;
using Lamella.Contracts.Errors;
using Lamella.Contracts.Layers;
using Lamella.Contracts.Slicing;
using Lamella.Engine.Arrays.Formats.Npy;
using Lamella.Grains.Tests.Support;
using Xunit;

namespace Lamella.Grains.Tests.Layers;

/// <summary>Layers that are odd or wrong: each has its own clear outcome.</summary>
public sealed class BadLayersTests(ClusterFixture cluster) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly ItemsFiles _files = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _files.Dispose();

    [Fact]
    public async Task AddLayer_ofARaggedTable_namesTheLine()
    {
        var error = await RefusedAsync(Points(_files.Write("ragged.csv", "z,y,x\n1,2,3\n4,5\n")));

        Assert.Equal(LamellaErrorCode.InvalidMetadata, error.Code);
        Assert.Contains("3", error.Message, StringComparison.Ordinal);
        Assert.Contains("ragged.csv", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AddLayer_ofNaNAndInfiniteCoordinates_warnsAndShowsTheOthers()
    {
        var (info, response) = await SlicedAsync(Points(_files.Write("odd.csv", "y,x\n1,2\nnan,3\ninf,4\n5,6\n")));

        Assert.NotEmpty(info.Warnings);
        Assert.Equal([1, 2], info.Extent.Min);
        Assert.Equal([5, 6], info.Extent.Max);
        Assert.Equal(2, Assert.IsType<PointsSliceResponse>(response).Count);
    }

    [Fact]
    public async Task AddLayer_ofLabelsOfAFloatType_saysTheyAreIntegers()
    {
        var path = await NpyAsync("float.npy", [2, 3], DataType.Float32, new byte[24]);

        var error = await RefusedAsync(new LabelsLayerSpec { Id = new("l"), Name = "l", Source = new(path) });

        Assert.Equal((LamellaErrorCode.InvalidArgument, "float32"), (error.Code, error.Got));
        Assert.Contains("Labels are integers", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("f 1 2 9")]
    [InlineData("f 1 2 0")]
    public async Task AddLayer_ofAMeshWithAnIndexOutOfRange_isRefused(string face)
    {
        var path = _files.Write("bad.obj", $"v 0 0 0\nv 1 0 0\nv 0 1 0\n{face}\n");

        var error = await RefusedAsync(new SurfaceLayerSpec { Id = new("m"), Name = "m", Source = new(path) });

        Assert.Equal(LamellaErrorCode.InvalidMetadata, error.Code);
        Assert.Contains("bad.obj", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AddLayer_withoutAnyPoint_isAnEmptySlice()
    {
        var (info, response) = await SlicedAsync(Points(_files.Write("none.csv", "z,y,x\n")));

        Assert.Equal((3, true), (info.Ndim, info.Extent.Min.All(double.IsNaN)));
        Assert.Equal((true, 0), (response.Empty, Assert.IsType<PointsSliceResponse>(response).Count));
    }

    [Theory]
    [InlineData("none.csv", "index,shape-type,vertex-index,axis-0,axis-1\n", LayerKind.Shapes)]
    [InlineData("none.csv", "y,x,dy,dx\n", LayerKind.Vectors)]
    [InlineData("none.csv", "track_id,t,y,x\n", LayerKind.Tracks)]
    [InlineData("none.obj", "# nothing\n", LayerKind.Surface)]
    public async Task AddLayer_withoutAnyItem_isAnEmptySlice(string name, string content, LayerKind kind)
    {
        var path = _files.Write(name, content);
        var spec = Sdk.Layers.LayerSpecs.Create(kind, path, Sdk.Layers.LayerText.Parse(path).Settings);

        var (_, response) = await SlicedAsync(spec);

        Assert.Equal((true, 0), (response.Empty, ((ItemsSliceResponse)response).Count));
    }

    [Fact]
    public async Task AddLayer_ofAnImageWithoutElementsAlongASlicedAxis_isAnEmptySlice()
    {
        var (info, response) = await SlicedAsync(Image(await NpyAsync("zero.npy", [0, 2, 3], DataType.UInt8, [])));

        Assert.Equal([0, 2, 3], info.LevelShapes[0]);
        Assert.True(response.Empty);
    }

    [Fact]
    public async Task AddLayer_ofAnImageWithoutElementsAlongADisplayedAxis_isRefused()
    {
        var error = await RefusedAsync(Image(await NpyAsync("zero.npy", [2, 0, 3], DataType.UInt8, [])));

        Assert.Equal(LamellaErrorCode.InvalidArgument, error.Code);
        Assert.Contains("no elements", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AddLayer_ofAnImageOfOneAxis_showsThatAxis()
    {
        var (info, response) = await SlicedAsync(Image(await NpyAsync("line.npy", [4], DataType.UInt8, [1, 2, 3, 4])));

        Assert.Equal((1, false), (info.Ndim, response.Empty));
        Assert.Equal([4], Assert.IsType<ImageSliceResponse>(response).Shape);
    }

    [Fact]
    public async Task AddLayer_ofAnImageOfEightAxes_slicesSixOfThem()
    {
        var values = Enumerable.Range(0, 2 * 2 * 2 * 2 * 2 * 2 * 3 * 4).Select(i => (ushort)i).ToArray();
        var path = await NpyAsync("many.npy", [2, 2, 2, 2, 2, 2, 3, 4], DataType.UInt16, MemoryMarshal.AsBytes(values.AsSpan()).ToArray());
        var viewer = cluster.Client.OpenViewer();
        await viewer.AddLayerAsync(Image(path), Token);
        var dims = (await viewer.GetSnapshotAsync(Token)).Dims;
        var moved = dims.WithPoint(0, 1).WithPoint(1, 0).WithPoint(2, 1).WithPoint(3, 0).WithPoint(4, 0).WithPoint(5, 1);

        var snapshot = await viewer.WaitForAsync(await viewer.SetDimsAsync(moved, Token), Patience, Token);
        var response = Assert.IsType<ImageSliceResponse>(Assert.Single(snapshot.Layers).LastResponse);
        using var pixels = await viewer.ReadPixelsAsync(response, Token);

        Assert.Equal([3, 4], response.Shape);
        Assert.Equal(Enumerable.Range(0b101001 * 12, 12).Select(i => (ushort)i), MemoryMarshal.Cast<byte, ushort>(pixels.Bytes.Span).ToArray());
    }

    [Fact]
    public async Task AddLayer_ofPointsOfOneAxis_showsThem()
    {
        var (info, response) = await SlicedAsync(Points(await NpyAsync("one.npy", [3, 1], DataType.Float64, new byte[24])));

        Assert.Equal(1, info.Ndim);
        Assert.Equal(3, Assert.IsType<PointsSliceResponse>(response).Count);
    }

    [Fact]
    public async Task AddLayer_ofPointsOfEightAxes_showsThoseAtThePoint()
    {
        double[] rows = [0, 0, 0, 0, 0, 0, 5, 6, 2, 2, 2, 2, 2, 2, 7, 8, 1, 1, 1, 1, 1, 1, 9, 10];
        var path = await NpyAsync("eight.npy", [3, 8], DataType.Float64, MemoryMarshal.AsBytes(rows.AsSpan()).ToArray());

        // The first layer brings all axes to their middle, which is 1.
        var (info, response) = await SlicedAsync(Points(path));

        Assert.Equal((8, 1), (info.Ndim, Assert.IsType<PointsSliceResponse>(response).Count));
    }

    [Theory]
    [InlineData(-1, 0.5)]
    [InlineData(1, double.NaN)]
    public async Task AddLayer_ofLabelsWithASettingThatCannotBe_isInvalid(int contour, double seed)
    {
        var spec = new LabelsLayerSpec { Id = new("l"), Name = "l", Source = new("synthetic:index?shape=4,4"), Contour = contour, Seed = seed };

        Assert.Equal(LamellaErrorCode.InvalidArgument, (await RefusedAsync(spec)).Code);
    }

    [Fact]
    public async Task AddLayer_ofAColourThatIsNone_failsThatLayersSliceAlone()
    {
        var viewer = cluster.Client.OpenViewer();
        await viewer.AddLayerAsync(Points(_files.Points) with { FaceColor = new ItemColor { Color = "reddish" } }, Token);
        await viewer.AddLayerAsync(Points(_files.Points) with { Id = new("good") }, Token);

        var snapshot = await viewer.WaitUntilIdleAsync(Patience, Token);

        Assert.Contains("reddish", snapshot.Layers[0].Failure!.Reason, StringComparison.Ordinal);
        Assert.NotNull(snapshot.Layers[1].LastResponse);
    }

    [Fact]
    public async Task AddLayer_ofASurfaceWithAColormapThatIsNone_failsItsSlice()
    {
        var viewer = cluster.Client.OpenViewer();
        await viewer.AddLayerAsync(new SurfaceLayerSpec { Id = new("m"), Name = "m", Source = new(_files.Mesh), Colormap = "mud" }, Token);

        var snapshot = await viewer.WaitUntilIdleAsync(Patience, Token);

        Assert.Contains("mud", Assert.Single(snapshot.Layers).Failure!.Reason, StringComparison.Ordinal);
    }

    private static PointsLayerSpec Points(string path) => new() { Id = new("p"), Name = "p", Source = new(path) };

    private static ImageLayerSpec Image(string path) => new() { Id = new("i"), Name = "i", Source = new(path) };

    private async Task<string> NpyAsync(string name, ImmutableArray<long> shape, DataType dataType, byte[] elements)
    {
        var path = _files.Write(name, string.Empty);
        await using var file = File.Create(path);
        await NpyWriter.WriteAsync(file, shape, dataType, elements, Token);
        return path;
    }

    private async Task<LamellaException> RefusedAsync(LayerSpec spec)
    {
        var viewer = cluster.Client.OpenViewer();

        var error = await Assert.ThrowsAsync<LamellaException>(() => viewer.AddLayerAsync(spec, Token));

        Assert.Empty((await viewer.GetSnapshotAsync(Token)).Layers);
        return error;
    }

    private async Task<(LayerInfo Info, LayerSliceResponse Response)> SlicedAsync(LayerSpec spec)
    {
        var viewer = cluster.Client.OpenViewer();
        var added = await viewer.AddLayerAsync(spec, Token);
        var snapshot = await viewer.WaitForAsync(added.Revision, Patience, Token);
        var layer = Assert.Single(snapshot.Layers);
        Assert.Null(layer.Failure);
        return (added.Info, layer.LastResponse!);
    }
}
