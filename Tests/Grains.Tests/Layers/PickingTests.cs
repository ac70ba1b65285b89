using Lamella.Contracts.Arrays;
using Lamella.Contracts.Errors;
using Lamella.Contracts.Geometry;
using Lamella.Contracts.Layers;
using Lamella.Grains.Tests.Support;
using Lamella.Sdk;
using Xunit;

namespace Lamella.Grains.Tests.Layers;

/// <summary>The value of every layer at a place, asked of the service.</summary>
public sealed class PickingTests(ClusterFixture cluster) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly ItemsFiles _files = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _files.Dispose();

    [Fact]
    public async Task GetValues_onAnImage_isItsElementFromTheSlice()
    {
        var (viewer, _) = await OpenAsync(Image(new HeldArray(3, 4, 5)), z: 1);

        var value = Assert.Single(await viewer.GetValuesAsync(At(1, 2, 3), cancellationToken: Token));

        Assert.Equal((true, DataType.UInt16), (value.IsFromSlice, value.DataType));
        Assert.Equal([20 + 13], value.Numbers);
        Assert.Equal([33, 0], value.Element);
    }

    [Fact]
    public async Task GetValues_whileTheSliceIsNotThere_isReadFromTheData()
    {
        var array = new HeldArray(3, 4, 5);
        var (viewer, dims) = await OpenAsync(Image(array), z: 0);
        array.Hold();
        await viewer.SetDimsAsync(dims.WithPoint(0, 2), Token);
        var picking = viewer.GetValuesAsync(At(2, 1, 1), cancellationToken: Token);
        array.LetGo();

        var value = Assert.Single(await picking);

        Assert.Equal([40 + 6], value.Numbers);
    }

    [Fact]
    public async Task GetValues_beyondTheData_isNothing()
    {
        var (viewer, _) = await OpenAsync(Image(new HeldArray(3, 4, 5)), z: 1);

        var value = Assert.Single(await viewer.GetValuesAsync(At(1, 4, 3), cancellationToken: Token));

        Assert.False(value.HasValue);
        Assert.Null(value.Failure);
    }

    [Fact]
    public async Task GetValues_alongAxesThatAreNotDisplayed_isOnTheSlice()
    {
        var (viewer, _) = await OpenAsync(Image(new HeldArray(3, 4, 5)), z: 2);

        Assert.Equal([40 + 13], Assert.Single(await viewer.GetValuesAsync(At(0, 2, 3), cancellationToken: Token)).Numbers);
        Assert.Equal([40 + 13], Assert.Single(await viewer.GetValuesAsync(At(2, 3), cancellationToken: Token)).Numbers);
    }

    [Fact]
    public async Task GetValues_ofAllLayers_isInTheirOrderAndSkipsTheInvisible()
    {
        var viewer = cluster.Client.OpenViewer();
        await viewer.AddLayerAsync(Image(new HeldArray(6, 100, 100)), Token);
        await viewer.AddLayerAsync(new LabelsLayerSpec { Id = new("labels"), Name = "l", Source = new(cluster.Images.Add(new HeldArray(6, 100, 100))) }, Token);
        await viewer.AddLayerAsync(new PointsLayerSpec { Id = new("points"), Name = "p", Source = new(_files.Points), Size = 6 }, Token);
        await viewer.AddLayerAsync(new PointsLayerSpec { Id = new("hidden"), Name = "p", Source = new(_files.Points), Visible = false }, Token);
        await viewer.AddLayerAsync(new VectorsLayerSpec { Id = new("vectors"), Name = "v", Source = new(_files.Vectors) }, Token);
        await viewer.AddLayerAsync(new ShapesLayerSpec { Id = new("shapes"), Name = "s", Source = new(_files.Shapes) }, Token);
        await MoveAsync(viewer, 1);

        var values = await viewer.GetValuesAsync(At(1, 30, 39), cancellationToken: Token);

        Assert.Equal(["image", "labels", "points", "hidden", "vectors", "shapes"], values.Select(value => value.Layer.Value));
        Assert.Equal([10000 + 3039.0], values[0].Numbers);
        Assert.Equal([10000 + 3039.0], values[1].Numbers);
        Assert.Equal([null, null, 1, null, null, null], values.Select(value => value.Item));
        Assert.Equal(0, (await viewer.GetValuesAsync(At(1, 20, 20), cancellationToken: Token))[5].Item);
    }

    [Fact]
    public async Task GetValues_onTracks_isTheNumberOfTheTrackAtThatTime()
    {
        var (viewer, _) = await OpenAsync(new TracksLayerSpec { Id = new("t"), Name = "t", Source = new(_files.Tracks) }, z: 3);

        Assert.Equal(8, Assert.Single(await viewer.GetValuesAsync(At(3, 4, 4), cancellationToken: Token)).Item);
    }

    [Fact]
    public async Task GetValues_alongALineOfSight_isTheGreatestElementOfAnImage()
    {
        var (viewer, _) = await OpenAsync(Image(new HeldArray(3, 4, 5)), z: 0, ndisplay: 3);

        var value = Assert.Single(await viewer.GetValuesAsync(At(0, 2, 3), At(1, 0, 0), Token));

        Assert.Equal([40 + 13], value.Numbers);
        Assert.True(value.IsFromSlice);
    }

    [Fact]
    public async Task GetValues_alongALineOfSight_isTheFirstLabelThatIsNotBackground()
    {
        var spec = new LabelsLayerSpec { Id = new("l"), Name = "l", Source = new(cluster.Images.Add(new HeldArray(3, 4, 5))) };
        var (viewer, _) = await OpenAsync(spec, z: 0, ndisplay: 3);

        Assert.Equal([13], Assert.Single(await viewer.GetValuesAsync(At(0, 2, 3), At(1, 0, 0), Token)).Numbers);
        Assert.Equal([20], Assert.Single(await viewer.GetValuesAsync(At(0, 0, 0), At(1, 0, 0), Token)).Numbers);
        Assert.Equal([40 + 13], Assert.Single(await viewer.GetValuesAsync(At(0, 2, 3), At(-1, 0, 0), Token)).Numbers);
    }

    [Fact]
    public async Task GetValues_alongALineOfSight_isTheForemostFaceOfASurface()
    {
        var (viewer, _) = await OpenAsync(new SurfaceLayerSpec { Id = new("m"), Name = "m", Source = new(_files.Mesh) }, z: 0, ndisplay: 3);

        var forwards = Assert.Single(await viewer.GetValuesAsync(At(0, 4, 1), At(1, 0, 0), Token));
        var backwards = Assert.Single(await viewer.GetValuesAsync(At(0, 4, 1), At(-1, 0, 0), Token));

        Assert.Equal((0, 2), (forwards.Item, backwards.Item));
        Assert.Equal(1, Assert.Single(forwards.Numbers), 12);
    }

    [Fact]
    public async Task GetValues_alongALineOfSight_isTheForemostPoint()
    {
        var spec = new PointsLayerSpec { Id = new("p"), Name = "p", Source = new(_files.Write("line.csv", "z,y,x\n1,5,5\n9,5,5\n4,50,50\n")), Size = 2 };
        var (viewer, _) = await OpenAsync(spec, z: 0, ndisplay: 3);

        Assert.Equal(0, Assert.Single(await viewer.GetValuesAsync(At(0, 5, 5.5), At(1, 0, 0), Token)).Item);
        Assert.Equal(1, Assert.Single(await viewer.GetValuesAsync(At(0, 5, 5.5), At(-1, 0, 0), Token)).Item);
        Assert.Null(Assert.Single(await viewer.GetValuesAsync(At(0, 5, 8), At(1, 0, 0), Token)).Item);
    }

    [Fact]
    public async Task GetValues_alongALineOfSight_isTheForemostShape()
    {
        const string Shapes = "index,shape-type,vertex-index,axis-0,axis-1,axis-2\n"
            + "0,rectangle,0,1,0,0\n0,rectangle,1,1,0,9\n0,rectangle,2,1,9,9\n0,rectangle,3,1,9,0\n"
            + "1,rectangle,0,5,0,0\n1,rectangle,1,5,0,9\n1,rectangle,2,5,9,9\n1,rectangle,3,5,9,0\n";
        var spec = new ShapesLayerSpec { Id = new("s"), Name = "s", Source = new(_files.Write("rectangles.csv", Shapes)) };
        var (viewer, _) = await OpenAsync(spec, z: 0, ndisplay: 3);

        Assert.Equal(0, Assert.Single(await viewer.GetValuesAsync(At(0, 5, 5), At(1, 0, 0), Token)).Item);
        Assert.Equal(1, Assert.Single(await viewer.GetValuesAsync(At(0, 5, 5), At(-1, 0, 0), Token)).Item);
        Assert.Null(Assert.Single(await viewer.GetValuesAsync(At(0, 20, 5), At(1, 0, 0), Token)).Item);
    }

    [Fact]
    public async Task GetValues_alongALineOfSight_isTheForemostTrack()
    {
        var spec = new TracksLayerSpec
        {
            Id = new("t"),
            Name = "t",
            Source = new(_files.Write("sight.csv", "track_id,t,y,x\n7,0,5,5\n7,1,5,9\n8,3,5,5\n8,4,5,9\n")),
            TailWidth = 2,
        };
        var (viewer, _) = await OpenAsync(spec, z: 0, ndisplay: 3);

        Assert.Equal(7, Assert.Single(await viewer.GetValuesAsync(At(-9, 5, 5.5), At(1, 0, 0), Token)).Item);
        Assert.Null(Assert.Single(await viewer.GetValuesAsync(At(-9, 8, 5.5), At(1, 0, 0), Token)).Item);
    }

    [Fact]
    public async Task GetValues_ofALayerWhoseChunkIsDamaged_saysSoAndLeavesTheOthersAlone()
    {
        var damaged = new HeldArray(3, 4, 5);
        damaged.Fail(1, "a bad sector");
        var viewer = cluster.Client.OpenViewer();
        await viewer.AddLayerAsync(Image(damaged), Token);
        await viewer.AddLayerAsync(Image(new HeldArray(3, 4, 5)) with { Id = new("good") }, Token);
        await MoveAsync(viewer, 1);

        var values = await viewer.GetValuesAsync(At(1, 0, 0), cancellationToken: Token);

        Assert.Contains("a bad sector", values[0].Failure, StringComparison.Ordinal);
        Assert.Equal([20], values[1].Numbers);
    }

    [Fact]
    public async Task GetValues_atAPlaceThatIsNotFinite_isInvalid()
    {
        var (viewer, _) = await OpenAsync(Image(new HeldArray(3, 4, 5)), z: 1);

        var error = await Assert.ThrowsAsync<LamellaException>(() => viewer.GetValuesAsync(At(1, double.NaN, 0), cancellationToken: Token));

        Assert.Equal(LamellaErrorCode.InvalidArgument, error.Code);
    }

    [Fact]
    public async Task GetValues_fromTheSliceAndFromTheData_agreeEverywhere()
    {
        var array = new HeldArray(3, 4, 5);
        var uri = cluster.Images.Add(array, scale: [2, 0.5, 0.25], translate: [1, -1, 3]);
        var spec = new ImageLayerSpec { Id = new("image"), Name = "i", Source = new(uri) };
        var (viewer, dims) = await OpenAsync(spec, z: 3);
        var fresh = await OpenAsync(spec with { Visible = false }, z: 3);
        await fresh.Viewer.SetDimsAsync(dims, Token);

        for (var step = 0; step < 40; step++)
        {
            var place = At(3, -1.4 + (step * 0.07), 2.8 + (step * 0.04));
            var shown = Assert.Single(await viewer.GetValuesAsync(place, cancellationToken: Token));
            var grain = cluster.Cluster.Client.GetGrain<Contracts.Grains.ILayerGrain>(Contracts.Grains.LayerGrainKey.Create(fresh.Viewer.Id, spec.Id));
            var read = await grain.GetValue(new LayerValueRequest(spec, dims, null, place), Token);

            Assert.Equal((true, false), (shown.IsFromSlice || !shown.HasValue, read.IsFromSlice));
            Assert.Equal(shown.Numbers, read.Numbers);
        }
    }

    private ImageLayerSpec Image(HeldArray array) => new() { Id = new("image"), Name = "i", Source = new(cluster.Images.Add(array)) };

    private async Task<(Viewer Viewer, Dims Dims)> OpenAsync(LayerSpec spec, double z, int ndisplay = 2)
    {
        var viewer = cluster.Client.OpenViewer();
        await viewer.AddLayerAsync(spec, Token);
        return (viewer, await MoveAsync(viewer, z, ndisplay));
    }

    private static async Task<Dims> MoveAsync(Viewer viewer, double z, int ndisplay = 2)
    {
        var dims = (await viewer.GetSnapshotAsync(Token)).Dims.WithNdisplay(ndisplay).WithPoint(0, z);
        await viewer.WaitForAsync(await viewer.SetDimsAsync(dims, Token), Patience, Token);
        return dims;
    }

    private static WorldPoint At(params double[] place) => new([.. place]);
}
