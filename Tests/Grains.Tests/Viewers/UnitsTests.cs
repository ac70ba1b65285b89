using Lamella.Contracts.Errors;
using Lamella.Contracts.Geometry;
using Lamella.Contracts.Layers;
using Lamella.Contracts.Slicing;
using Lamella.Contracts.Viewers;
using Lamella.Grains.Tests.Support;
using Lamella.Sdk;
using Xunit;

namespace Lamella.Grains.Tests.Viewers;

/// <summary>Layers in different units share one world (SLICING T11).</summary>
public sealed class UnitsTests(ClusterFixture cluster)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task AddLayer_ofASmallerUnit_takesAllToIt()
    {
        var viewer = cluster.Client.OpenViewer();
        await AddAsync(viewer, "coarse", [0.5, 1, 1], "micrometer");
        var before = await IdleAsync(viewer);

        await AddAsync(viewer, "fine", [100, 50, 50], "nanometer");
        var after = await IdleAsync(viewer);

        Assert.Equal([1, 3, 4], before.Dims.Range.Select(range => range.Stop));
        Assert.Equal([1000, 3000, 4000], after.Dims.Range.Select(range => range.Stop));
        Assert.Equal([100, 50, 50], after.Dims.Range.Select(range => range.Step));
        Assert.Equal([1000, 50], after.Layers.Select(layer => Assert.IsType<ImageSliceResponse>(layer.LastResponse).SliceToWorld[0, 0]));
    }

    [Fact]
    public async Task SetDims_inTheSharedUnits_slicesEachLayerWhereItIs()
    {
        var viewer = cluster.Client.OpenViewer();
        await AddAsync(viewer, "coarse", [0.5, 1, 1], "micrometer");
        await AddAsync(viewer, "fine", [100, 50, 50], "nanometer");
        await viewer.SetDimsAsync((await viewer.GetSnapshotAsync(Token)).Dims.WithPoint(0, 200), Token);
        await IdleAsync(viewer);

        // 200 nm is plane 0.4 of one layer and plane 2 of the other; 1000 nm along y is row 1, and row 20, which is none.
        var values = await viewer.GetValuesAsync(new WorldPoint([200, 1000, 0]), cancellationToken: Token);
        var near = await viewer.GetValuesAsync(new WorldPoint([200, 50, 0]), cancellationToken: Token);

        Assert.Equal([5], values[0].Numbers);
        Assert.False(values[1].HasValue);
        Assert.Equal([40 + 5], near[1].Numbers);
        Assert.True(near[1].IsFromSlice);
    }

    [Fact]
    public async Task RemoveLayer_ofTheSmallestUnit_takesTheOthersBack()
    {
        var viewer = cluster.Client.OpenViewer();
        await AddAsync(viewer, "coarse", [0.5, 1, 1], "micrometer");
        await AddAsync(viewer, "fine", [100, 50, 50], "nanometer");

        await viewer.RemoveLayerAsync(new("fine"), Token);
        var snapshot = await IdleAsync(viewer);

        Assert.Equal([1, 3, 4], snapshot.Dims.Range.Select(range => range.Stop));
        Assert.Equal(1, Assert.IsType<ImageSliceResponse>(Assert.Single(snapshot.Layers).LastResponse).SliceToWorld[0, 0]);
    }

    [Fact]
    public async Task AddLayer_withoutAUnit_leavesAllAsTheyAre()
    {
        var viewer = cluster.Client.OpenViewer();
        await AddAsync(viewer, "coarse", [0.5, 1, 1], "micrometer");
        await AddAsync(viewer, "fine", [100, 50, 50], "nanometer");

        await AddAsync(viewer, "plain", [1, 1, 1], null);
        var snapshot = await IdleAsync(viewer);

        // napari's way, too: where layers disagree on what an axis measures, no unit is converted.
        Assert.Equal([200, 150, 200], snapshot.Dims.Range.Select(range => range.Stop));
    }

    [Fact]
    public async Task UpdateLayer_ofATransform_staysInTheSharedUnits()
    {
        var viewer = cluster.Client.OpenViewer();
        var spec = await AddAsync(viewer, "coarse", [0.5, 1, 1], "micrometer");
        await AddAsync(viewer, "fine", [100, 50, 50], "nanometer");

        await viewer.UpdateLayerAsync(spec with { Transform = new LayerTransform { Scale = [0.5, 2, 2] } }, Token);
        var snapshot = await IdleAsync(viewer);

        Assert.Equal(2000, Assert.IsType<ImageSliceResponse>(snapshot.Layers[0].LastResponse).SliceToWorld[0, 0]);
        Assert.Equal(spec.Id, snapshot.Layers[0].Spec.Id);
        Assert.Equal([0.5, 2, 2], snapshot.Layers[0].Spec.Transform!.Scale);
    }

    [Fact]
    public async Task UpdateLayer_ofATransformThatDoesNotFit_isInvalid_andChangesNothing()
    {
        var viewer = cluster.Client.OpenViewer();
        var spec = await AddAsync(viewer, "coarse", [0.5, 1, 1], "micrometer");
        await AddAsync(viewer, "fine", [100, 50, 50], "nanometer");
        var before = await IdleAsync(viewer);

        var zero = await Assert.ThrowsAsync<LamellaException>(
            () => viewer.UpdateLayerAsync(spec with { Transform = new LayerTransform { Scale = [0, 2, 2] } }, Token));
        var tooMany = await Assert.ThrowsAsync<LamellaException>(
            () => viewer.UpdateLayerAsync(spec with { Transform = new LayerTransform { Scale = [1, 1, 1, 1] } }, Token));
        var after = await IdleAsync(viewer);

        Assert.Equal((LamellaErrorCode.InvalidArgument, LamellaErrorCode.InvalidArgument), (zero.Code, tooMany.Code));
        Assert.Equal((before.Revision, RevisionOutcome.Ready), (after.Revision, after.Outcome));
    }

    [Fact]
    public async Task UpdateLayer_ofASourceThatTheTransformDoesNotFit_failsAlone_andTheOthersMoveOn()
    {
        var viewer = cluster.Client.OpenViewer();
        var spec = await AddAsync(viewer, "coarse", [0.5, 1, 1], "micrometer");
        await AddAsync(viewer, "fine", [100, 50, 50], "nanometer");
        var other = cluster.Images.Add(new HeldArray(3, 4, 5), [0.5, 1, 1], units: ["micrometer", "micrometer", "micrometer"]);
        await viewer.UpdateLayerAsync(spec with { Source = new(other), Transform = new LayerTransform { Scale = [1, 1, 1, 1] } }, Token);

        await viewer.SetDimsAsync((await viewer.GetSnapshotAsync(Token)).Dims.WithPoint(0, 200), Token);
        var moved = await IdleAsync(viewer);
        var values = await viewer.GetValuesAsync(new WorldPoint([200, 50, 0]), cancellationToken: Token);

        Assert.Equal(RevisionOutcome.Failed, moved.Outcome);
        Assert.Equal(LamellaErrorCode.InvalidArgument, moved.Layers[0].Failure?.Code);
        Assert.Equal((null, moved.Revision), (moved.Layers[1].Failure, moved.Layers[1].LastResponse!.Revision));
        Assert.NotNull(values[0].Failure);
        Assert.Equal([40 + 5], values[1].Numbers);
    }

    [Fact]
    public async Task UpdateLayer_thatTakesATransformAway_endsInThePlaceThatTheSourceSays()
    {
        var viewer = cluster.Client.OpenViewer();
        var spec = await AddAsync(viewer, "coarse", [0.5, 1, 1], "micrometer");
        await AddAsync(viewer, "fine", [100, 50, 50], "nanometer");
        await viewer.UpdateLayerAsync(spec with { Transform = new LayerTransform { Scale = [0.5, 2, 2] } }, Token);
        await Eventually.HoldsAsync(async () => (await viewer.GetSnapshotAsync(Token)).Layers[0].Info is { DataToWorld: { } map } && map[1, 1] == 2, Token);

        await viewer.UpdateLayerAsync(spec, Token);

        await Eventually.HoldsAsync(
            async () => (await IdleAsync(viewer)).Layers[0].LastResponse is ImageSliceResponse slice && slice.SliceToWorld[0, 0] == 1000, Token);
    }

    [Theory]
    [InlineData(4)]
    [InlineData(2)]
    public async Task UpdateLayer_ofASourceOfAnotherNdim_isSlicedOnce_asTheNewOne(int ndim)
    {
        var viewer = cluster.Client.OpenViewer();
        var spec = await AddAsync(viewer, "coarse", [0.5, 1, 1], "micrometer");
        await AddAsync(viewer, "fine", [100, 50, 50], "nanometer");
        var other = $"synthetic:blobs?shape={string.Join(',', Enumerable.Repeat(8, ndim))}";
        LayerTransform scale = new() { Scale = [.. Enumerable.Repeat(2.0, ndim)] };

        var revision = await viewer.UpdateLayerAsync(spec with { Source = new(other), Transform = scale }, Token);
        var snapshot = await viewer.WaitForAsync(revision, Patience, Token);

        Assert.IsType<SliceReady>(snapshot.LastEnd);
        Assert.Equal(ndim, snapshot.Layers[0].Info!.Ndim);

        // Its axes have no unit, so that nothing is converted any more.
        Assert.Equal(2, Assert.IsType<ImageSliceResponse>(snapshot.Layers[0].LastResponse).SliceToWorld[0, 0]);
    }

    [Fact]
    public async Task UpdateLayer_ofASourceThatCannotBeOpened_fails_andTheNextMoveTriesAgain()
    {
        var viewer = cluster.Client.OpenViewer();
        var spec = await AddAsync(viewer, "coarse", [0.5, 1, 1], "micrometer");
        await AddAsync(viewer, "fine", [100, 50, 50], "nanometer");

        var revision = await viewer.UpdateLayerAsync(spec with { Source = new("test:none") }, Token);
        var failed = await viewer.WaitForAsync(revision, Patience, Token);
        await viewer.SetDimsAsync(failed.Dims.WithPoint(0, 200), Token);
        var again = await IdleAsync(viewer);

        Assert.Equal((RevisionOutcome.Failed, RevisionOutcome.Failed), (failed.Outcome, again.Outcome));
        Assert.Equal(again.Revision, again.Layers[0].Failure?.Revision);
        Assert.Equal(again.Revision, again.Layers[1].LastResponse!.Revision);
    }

    [Fact]
    public async Task UpdateLayer_ofTheDisplay_rightAfterATransform_losesNothingOfEither()
    {
        var viewer = cluster.Client.OpenViewer();
        var spec = await AddAsync(viewer, "coarse", [0.5, 1, 1], "micrometer");
        var moved = spec with { Transform = new LayerTransform { Scale = [0.5, 2, 2] } };

        await viewer.UpdateLayerAsync(moved, Token);
        await viewer.UpdateLayerAsync(moved with { Opacity = 0.5 }, Token);

        await Eventually.HoldsAsync(async () => (await viewer.GetSnapshotAsync(Token)).Dims.Range[1].Stop == 6, Token);
        Assert.Equal(0.5, (await viewer.GetSnapshotAsync(Token)).Layers[0].Spec.Opacity);
    }

    private async Task<ImageLayerSpec> AddAsync(Viewer viewer, string name, double[] scale, string? unit)
    {
        var uri = cluster.Images.Add(new HeldArray(3, 4, 5), scale, units: [unit, unit, unit]);
        var spec = new ImageLayerSpec { Id = new LayerId(name), Name = name, Source = new(uri) };
        await viewer.AddLayerAsync(spec, Token);
        return spec;
    }

    private static async Task<ViewerSnapshot> IdleAsync(Viewer viewer) => await viewer.WaitUntilIdleAsync(Patience, Token);
}
