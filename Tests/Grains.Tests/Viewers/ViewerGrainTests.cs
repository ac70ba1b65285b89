using Lamella.Contracts.Errors;
using Lamella.Contracts.Layers;
using Lamella.Contracts.Slicing;
using Lamella.Contracts.Viewers;
using Lamella.Grains.Tests.Support;
using Lamella.Sdk;
using Xunit;

namespace Lamella.Grains.Tests.Viewers;

/// <summary>A viewer's behaviour on two silos; numbers are those of the behaviour set.</summary>
public sealed partial class ViewerGrainTests(ClusterFixture cluster)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task SetDims_movesToAPlane_andThatPlaneArrives_B22_B31()
    {
        var (viewer, array, _) = await OpenAsync();

        var snapshot = await MoveAsync(viewer, 2);

        var ready = Assert.IsType<SliceReady>(snapshot.LastEnd);
        using var pixels = await viewer.ReadPixelsAsync(ready.Responses[0], Token);
        Assert.Equal(array.Plane(2), pixels.Bytes.ToArray());
    }

    [Fact]
    public async Task SetDims_whileDataAreHeld_returnsAtOnceAndIsLoadingUntilTheyArrive_B6_B36()
    {
        var (viewer, array, _) = await OpenAsync();
        await using var watcher = new Watcher(viewer);
        array.Hold();

        var revision = await SetPlaneAsync(viewer, 5);
        var held = await viewer.GetSnapshotAsync(Token);
        array.LetGo();
        var ready = await watcher.NextAsync<SliceReady>(ready => ready.Revision == revision);

        Assert.Equal((RevisionOutcome.Pending, true), (held.Outcome, held.Layers[0].Loading));
        using var pixels = await viewer.ReadPixelsAsync(ready.Responses[0], Token);
        Assert.Equal(array.Plane(5), pixels.Bytes.ToArray());
        Assert.False((await viewer.GetSnapshotAsync(Token)).Layers[0].Loading);
    }

    [Fact]
    public async Task SetDims_whileSlicing_stopsTheReadAndOnlyTheNewestArrives_B7_B23_L8()
    {
        var (viewer, array, _) = await OpenAsync();
        await using var watcher = new Watcher(viewer);
        var first = await watcher.NextAsync<SliceReady>();
        array.Hold();

        await SetPlaneAsync(viewer, 1);
        await Eventually.HoldsAsync(() => array.Started == 2, Token);
        var last = await SetPlaneAsync(viewer, 5);
        await Eventually.HoldsAsync(() => array.Cancelled == 1, Token);
        array.LetGo();
        var ready = await watcher.NextAsync<SliceReady>();

        Assert.Equal(last, ready.Revision);
        Assert.Equal([first.Revision, last], watcher.Heard.OfType<SliceReady>().Select(heard => heard.Revision));
        Assert.Equal(2, array.Finished);
    }

    [Fact]
    public async Task SetDims_threeTimes_cancelsWhatWaitsAndWhatRuns_B7()
    {
        var (viewer, array, _) = await OpenAsync();
        array.Hold();

        foreach (var plane in (int[])[1, 2, 5])
        {
            await SetPlaneAsync(viewer, plane);
        }

        array.LetGo();
        var snapshot = await viewer.WaitUntilIdleAsync(Patience, Token);

        var response = Assert.IsType<ImageSliceResponse>(Assert.IsType<SliceReady>(snapshot.LastEnd).Responses[0]);
        Assert.Equal(snapshot.Revision, response.Revision);
        using var pixels = await viewer.ReadPixelsAsync(response, Token);
        Assert.Equal(array.Plane(5), pixels.Bytes.ToArray());
    }

    [Fact]
    public async Task SetDims_withTwoLayers_isReadyOnlyWhenBothAre_B2_B9()
    {
        var (viewer, first, _) = await OpenAsync();
        var (second, _) = await AddAsync(viewer);
        await viewer.WaitUntilIdleAsync(Patience, Token);
        await using var watcher = new Watcher(viewer);
        first.Hold();
        second.Hold();

        var revision = await SetPlaneAsync(viewer, 1);
        first.LetGo();
        await Eventually.HoldsAsync(() => first.Finished == 2, Token);
        var half = await viewer.GetSnapshotAsync(Token);
        second.LetGo();
        var ready = await watcher.NextAsync<SliceReady>(ready => ready.Revision >= revision);

        Assert.Equal(RevisionOutcome.Pending, half.Outcome);
        Assert.Equal(revision, ready.Revision);
        Assert.All(ready.Responses, response => Assert.Equal(revision, response.Revision));
        Assert.Equal(2, ready.Responses.Length);
    }

    [Fact]
    public async Task SetDims_ofAFailingLayer_tellsItsReasonOnceAndTheOthersArrive_B12_B13()
    {
        var (viewer, first, bad) = await OpenAsync();
        var (second, good) = await AddAsync(viewer);
        await viewer.WaitUntilIdleAsync(Patience, Token);
        await using var watcher = new Watcher(viewer);
        first.Fail(4, "plane 4 is 3 bytes short");

        var revision = await SetPlaneAsync(viewer, 4);
        var failed = await watcher.NextAsync<SliceFailed>(failed => failed.Revision >= revision);

        var failure = Assert.Single(failed.Failures);
        Assert.Equal((bad, revision, LamellaErrorCode.CorruptChunk), (failure.Layer, failure.Revision, failure.Code));
        Assert.Contains("3 bytes short", failure.Reason, StringComparison.Ordinal);
        using var pixels = await viewer.ReadPixelsAsync(Assert.Single(failed.Responses), Token);
        Assert.Equal((good, second.Plane(4)), (failed.Responses[0].Layer, pixels.Bytes.ToArray()), TupleComparer);
        Assert.DoesNotContain((await viewer.GetSnapshotAsync(Token)).Layers, layer => layer.Loading);
    }

    [Fact]
    public async Task SetDims_afterAFailure_triesAgain()
    {
        var (viewer, array, _) = await OpenAsync();
        array.Fail(4, "damaged");
        Assert.IsType<SliceFailed>((await MoveAsync(viewer, 4)).LastEnd);
        array.Repair(4);

        await MoveAsync(viewer, 3);
        var snapshot = await MoveAsync(viewer, 4);

        Assert.IsType<SliceReady>(snapshot.LastEnd);
        Assert.Null(snapshot.Layers[0].Failure);
    }

    [Fact]
    public async Task SetDims_alongDamagedPlanes_endsEachRevisionAsFailed_butIsANoticeOnlyOnce()
    {
        var (viewer, array, _) = await OpenAsync();
        int[] damaged = [4, 5, 6];
        Array.ForEach(damaged, plane => array.Fail(plane, "damaged"));

        var ends = new List<SliceFailed>();
        foreach (var plane in damaged)
        {
            ends.Add(Assert.IsType<SliceFailed>((await MoveAsync(viewer, plane)).LastEnd));
        }

        Assert.Equal([false, true, true], ends.Select(end => Assert.Single(end.Failures).Repeated));
    }

    [Fact]
    public async Task SetDims_whileALateFailureIsUnderWay_isNotFailedByIt_B14()
    {
        var (viewer, array, _) = await OpenAsync();
        array.Hold();
        array.Fail(1, "late");
        await SetPlaneAsync(viewer, 1);
        await Eventually.HoldsAsync(() => array.Started == 2, Token);

        var last = await SetPlaneAsync(viewer, 2);
        array.LetGo();
        var snapshot = await viewer.WaitForAsync(last, Patience, Token);

        Assert.IsType<SliceReady>(snapshot.LastEnd);
    }

    [Fact]
    public async Task WaitUntilIdle_withNothingPending_returnsAtOnce_andOtherwiseRunsOutOfTime_B15()
    {
        var (viewer, array, _) = await OpenAsync();
        await viewer.WaitUntilIdleAsync(TimeSpan.Zero, Token);
        array.Hold();
        await SetPlaneAsync(viewer, 1);

        await Assert.ThrowsAsync<TimeoutException>(() => viewer.WaitUntilIdleAsync(TimeSpan.FromMilliseconds(50), Token));
        array.LetGo();

        Assert.Equal(RevisionOutcome.Ready, (await viewer.WaitUntilIdleAsync(Patience, Token)).Outcome);
    }

    [Fact]
    public async Task Slice_forced_slicesThoughNothingChanged_andTakesThePlaceOfWhatRuns_B16_B17_S9()
    {
        var (viewer, array, _) = await OpenAsync();
        var before = await MoveAsync(viewer, 2);

        var after = await viewer.SliceAsync(Patience, Token);

        Assert.True(after.Revision > before.Revision);
        Assert.Equal(after.Revision, Assert.IsType<SliceReady>(after.LastEnd).Responses[0].Revision);
        Assert.NotEqual(before.Layers[0].LastResponse!.Slice, after.Layers[0].LastResponse!.Slice);
        Assert.False(after.Layers[0].Loading);
        Assert.Equal(2, array.Decoded);
    }

    [Fact]
    public async Task SetDims_toWhereItIs_makesNoRevision_S7_B40()
    {
        var (viewer, _, _) = await OpenAsync();
        var snapshot = await MoveAsync(viewer, 2);

        var revision = await viewer.SetDimsAsync(snapshot.Dims, Token);

        Assert.Equal(snapshot.Revision, revision);
    }

    [Fact]
    public async Task SetDims_beyondEveryLayer_isEmptyAndNoError()
    {
        var (viewer, _, _) = await OpenAsync();
        var dims = (await viewer.GetSnapshotAsync(Token)).Dims;

        var revision = await viewer.SetDimsAsync(dims.WithRange(0, new(0, 500, 1)).WithPoint(0, 400), Token);
        var snapshot = await viewer.WaitForAsync(revision, Patience, Token);

        Assert.Equal(400, snapshot.Dims.Point[0]);
        Assert.True(Assert.IsType<SliceReady>(snapshot.LastEnd).Responses[0].Empty);
    }

    [Fact]
    public async Task SetDims_toAnotherOrderOrThreeDimensions_showsThoseAxes_B32()
    {
        var (viewer, _, _) = await OpenAsync();
        var dims = (await viewer.GetSnapshotAsync(Token)).Dims;

        var turned = await viewer.WaitForAsync(await viewer.SetDimsAsync(dims.WithOrder([1, 0, 2]), Token), Patience, Token);
        var whole = await viewer.WaitForAsync(await viewer.SetDimsAsync(dims.WithNdisplay(3), Token), Patience, Token);

        Assert.Equal([8, 6], ((ImageSliceResponse)turned.Layers[0].LastResponse!).Shape);
        Assert.Equal([8, 4, 6], ((ImageSliceResponse)whole.Layers[0].LastResponse!).Shape);
    }

    [Fact]
    public async Task SetDims_backToAPlane_isServedFromTheKeptSlices()
    {
        var (viewer, array, _) = await OpenAsync();
        var there = await MoveAsync(viewer, 2);
        await MoveAsync(viewer, 3);
        var decoded = array.Decoded;

        var back = await MoveAsync(viewer, 2);

        Assert.Equal(there.Layers[0].LastResponse!.Slice, back.Layers[0].LastResponse!.Slice);
        Assert.Equal(decoded, array.Decoded);
    }

    private static IEqualityComparer<(LayerId, byte[])> TupleComparer { get; } =
        EqualityComparer<(LayerId Id, byte[] Bytes)>.Create((a, b) => a.Id == b.Id && a.Bytes.AsSpan().SequenceEqual(b.Bytes));

    private async Task<(Viewer Viewer, HeldArray Array, LayerId Layer)> OpenAsync()
    {
        var viewer = cluster.Client.OpenViewer();
        var (array, layer) = await AddAsync(viewer);
        await viewer.WaitUntilIdleAsync(Patience, Token);
        return (viewer, array, layer);
    }

    private async Task<(HeldArray Array, LayerId Layer)> AddAsync(Viewer viewer, double[]? translate = null)
    {
        var array = new HeldArray(8, 4, 6);
        var added = await viewer.AddImageAsync(cluster.Images.Add(array, translate: translate), cancellationToken: Token);
        if (translate is null)
        {
            await Eventually.HoldsAsync(() => array.Started > 0, Token);
        }

        return (array, added.Layer);
    }

    private static async Task<Revision> SetPlaneAsync(Viewer viewer, int plane)
    {
        var dims = (await viewer.GetSnapshotAsync(Token)).Dims;
        return await viewer.SetDimsAsync(dims.WithPoint(0, plane), Token);
    }

    private static async Task<ViewerSnapshot> MoveAsync(Viewer viewer, int plane) =>
        await viewer.WaitForAsync(await SetPlaneAsync(viewer, plane), Patience, Token);
}
