using Lamella.Contracts.Geometry;
using Lamella.Contracts.Layers;
using Lamella.Contracts.Slicing;
using Lamella.Grains.Tests.Support;
using Lamella.Sdk;
using Xunit;

namespace Lamella.Grains.Tests.Layers;

/// <summary>Layers that are no images, all the way: opened by a silo, sliced by a grain, their columns pulled by a client.</summary>
public sealed class ItemsLayersTests(ClusterFixture cluster) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly ItemsFiles _files = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _files.Dispose();

    [Fact]
    public async Task SetDims_onPoints_givesThoseOfThePlaneWithTheirColours()
    {
        var spec = new PointsLayerSpec
        {
            Id = new("p"),
            Name = "p",
            Source = new(_files.Points),
            Size = 6,
            FaceColor = new ItemColor { Feature = "kind", Cycle = ["red", "lime"] },
            Text = "{kind}",
        };

        var (response, bytes) = await SliceAsync<PointsSliceResponse>(spec, axis: 0, world: 1);

        Assert.Equal([0, 1], response.Find("index")!.Of<int>(bytes).ToArray());
        Assert.Equal([10, 20, 30, 40], response.Find("position")!.Of<double>(bytes).ToArray());
        Assert.Equal([6, 6], response.Find("size")!.Of<double>(bytes).ToArray());
        Assert.Equal([255, 0, 0, 255, 0, 255, 0, 255], response.Find("face_color")!.Of<byte>(bytes).ToArray());
        Assert.Equal("ab"u8.ToArray(), response.Find("text")!.Of<byte>(bytes).ToArray());
    }

    [Fact]
    public async Task SetDims_onPointsOutOfSlice_scalesThem()
    {
        var spec = new PointsLayerSpec { Id = new("p"), Name = "p", Source = new(_files.Points), Size = 4, OutOfSliceDisplay = true };

        var (response, bytes) = await SliceAsync<PointsSliceResponse>(spec, axis: 0, world: 3);

        // The slab of one data unit ends at 2.5 and 3.5; the spheres reach 2 units.
        Assert.Equal([0, 1, 2, 3], response.Find("index")!.Of<int>(bytes).ToArray());
        Assert.Equal([0.25, 0.25, 0.75, 0.25], response.Find("scale")!.Of<double>(bytes).ToArray());
        Assert.Equal([1, 1, 3, 1], response.Find("size")!.Of<double>(bytes).ToArray());
    }

    [Fact]
    public async Task SetDims_onVectors_givesThoseOfThePlane()
    {
        var spec = new VectorsLayerSpec { Id = new("v"), Name = "v", Source = new(_files.Vectors), Length = 2 };

        var (response, bytes) = await SliceAsync<VectorsSliceResponse>(spec, axis: 0, world: 1);

        Assert.Equal([0], response.Find("index")!.Of<int>(bytes).ToArray());
        Assert.Equal([10, 20], response.Find("position")!.Of<double>(bytes).ToArray());
        Assert.Equal([6, 8], response.Find("direction")!.Of<double>(bytes).ToArray());
    }

    [Fact]
    public async Task SetDims_onShapes_givesThoseOfThePlane()
    {
        var spec = new ShapesLayerSpec { Id = new("s"), Name = "s", Source = new(_files.Shapes) };

        var (response, bytes) = await SliceAsync<ShapesSliceResponse>(spec, axis: 0, world: 2);

        Assert.Equal([1], response.Find("index")!.Of<int>(bytes).ToArray());
        Assert.Equal([0, 2], response.Find("first_vertex")!.Of<int>(bytes).ToArray());
        Assert.Equal([0, 0, 9, 9], response.Find("position")!.Of<double>(bytes).ToArray());
        Assert.Equal([(byte)ShapeType.Path], response.Find("shape_type")!.Of<byte>(bytes).ToArray());
    }

    [Fact]
    public async Task SetDims_onTracks_givesAllVerticesWithWhatIsSeenOfThem()
    {
        var spec = new TracksLayerSpec { Id = new("t"), Name = "t", Source = new(_files.Tracks), TailLength = 4 };

        var (response, bytes) = await SliceAsync<TracksSliceResponse>(spec, axis: 0, world: 2);

        Assert.Equal(2, response.CurrentTime);
        Assert.Equal([7, 7, 7, 8, 8], response.Find("track")!.Of<double>(bytes).ToArray());
        Assert.Equal([0.5, 0.75, 1, 0, 0], response.Find("alpha")!.Of<double>(bytes).ToArray());
        Assert.Equal([1, 1, 0, 1, 0], response.Find("connected")!.Of<byte>(bytes).ToArray());
        Assert.Equal([2, 3], response.Find("graph")!.Of<int>(bytes).ToArray());
    }

    [Fact]
    public async Task SetDims_onASurface_givesTheFacesWithinThePlane()
    {
        var spec = new SurfaceLayerSpec { Id = new("m"), Name = "m", Source = new(_files.Mesh) };

        var (response, bytes) = await SliceAsync<SurfaceSliceResponse>(spec, axis: 0, world: 2);

        Assert.Equal([0, 1, 2, 3], response.Find("index")!.Of<int>(bytes).ToArray());
        Assert.Equal([0, 1, 2, 0, 2, 3], response.Find("face")!.Of<int>(bytes).ToArray());
        Assert.Equal([0, 0, 10, 0, 10, 10, 0, 10], response.Find("position")!.Of<double>(bytes).ToArray());
        Assert.Equal([1, 1, 1, 1], response.Find("value")!.Of<double>(bytes).ToArray());
    }

    [Fact]
    public async Task SetDims_onLabels_givesTheNumbersUnprojected()
    {
        var spec = new LabelsLayerSpec { Id = new("l"), Name = "l", Source = new(cluster.Images.Add(new HeldArray(3, 2, 2))) };
        var viewer = cluster.Client.OpenViewer();
        await viewer.AddLayerAsync(spec, Token);
        var dims = (await viewer.GetSnapshotAsync(Token)).Dims.WithPoint(0, 1).WithMargins([1, 0, 0], [1, 0, 0]);

        var (response, bytes) = await PullAsync<ImageSliceResponse>(viewer, dims);

        Assert.Equal([2, 2], response.Shape);
        Assert.Equal([4, 5, 6, 7], System.Runtime.InteropServices.MemoryMarshal.Cast<byte, ushort>(bytes).ToArray());
    }

    [Fact]
    public async Task AddLayer_ofItemsAboveAnImage_extendsTheRanges()
    {
        var viewer = cluster.Client.OpenViewer();
        await viewer.AddImageAsync(cluster.Images.Add(new HeldArray(3, 4, 5)), cancellationToken: Token);

        await viewer.AddLayerAsync(new PointsLayerSpec { Id = new("p"), Name = "p", Source = new(_files.Points) }, Token);

        Assert.Equal([5, 70, 80], (await viewer.GetSnapshotAsync(Token)).Dims.Range.Select(range => range.Stop));
    }

    [Fact]
    public async Task UpdateLayer_ofAColourOfItems_slicesAnew()
    {
        var spec = new PointsLayerSpec { Id = new("p"), Name = "p", Source = new(_files.Points), FaceColor = new() { Color = "red" } };
        var viewer = cluster.Client.OpenViewer();
        await viewer.AddLayerAsync(spec, Token);
        var dims = (await viewer.GetSnapshotAsync(Token)).Dims.WithPoint(0, 5);
        await PullAsync<PointsSliceResponse>(viewer, dims);

        await viewer.UpdateLayerAsync(spec with { FaceColor = new() { Color = "blue" } }, Token);
        var (response, bytes) = await PullAsync<PointsSliceResponse>(viewer, dims);

        Assert.Equal([0, 0, 255, 255], response.Find("face_color")!.Of<byte>(bytes).ToArray());
    }

    [Theory]
    [InlineData("points.csv", LayerKind.Points)]
    [InlineData("vectors.csv", LayerKind.Vectors)]
    [InlineData("shapes.csv", LayerKind.Shapes)]
    [InlineData("tracks.csv", LayerKind.Tracks)]
    [InlineData("mesh.obj", LayerKind.Surface)]
    public async Task GetLayerKind_ofAFile_isThatOfItsColumns(string name, LayerKind expected)
    {
        string[] all = [_files.Points, _files.Vectors, _files.Shapes, _files.Tracks, _files.Mesh];

        Assert.Equal(expected, await cluster.Client.GetLayerKindAsync(all.Single(path => path.EndsWith(name, StringComparison.Ordinal)), Token));
    }

    [Fact]
    public async Task GetLayerKind_ofAnImage_isImage() =>
        Assert.Equal(LayerKind.Image, await cluster.Client.GetLayerKindAsync("synthetic:index?shape=4,4,4", Token));

    private async Task<(T Response, byte[] Bytes)> SliceAsync<T>(LayerSpec spec, int axis, double world)
        where T : LayerSliceResponse
    {
        var viewer = cluster.Client.OpenViewer();
        await viewer.AddLayerAsync(spec, Token);
        return await PullAsync<T>(viewer, (await viewer.GetSnapshotAsync(Token)).Dims.WithPoint(axis, world));
    }

    private static async Task<(T Response, byte[] Bytes)> PullAsync<T>(Viewer viewer, Dims dims)
        where T : LayerSliceResponse
    {
        var revision = await viewer.SetDimsAsync(dims, Token);
        var snapshot = await viewer.WaitForAsync(revision, Patience, Token);
        var response = Assert.IsType<T>(Assert.Single(snapshot.Layers).LastResponse);
        using var pixels = await viewer.ReadPixelsAsync(response, Token);
        return (response, pixels.Bytes.ToArray());
    }
}
