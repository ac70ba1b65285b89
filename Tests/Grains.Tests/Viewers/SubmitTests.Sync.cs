using Lamella.Contracts.Errors;
using Lamella.Contracts.Layers;
using Lamella.Contracts.Slicing;
using Lamella.Contracts.Viewers;
using Lamella.Grains.Tests.Support;
using Lamella.Sdk;
using Xunit;

namespace Lamella.Grains.Tests.Viewers;

/// <summary>Slicing synchronously, and shutting down.</summary>
public sealed partial class SubmitTests
{
    [Fact]
    public async Task ForceSync_slicesBothKindsBeforeSubmitReturns_alsoNested_B16()
    {
        var (image, gate, _) = await AddAsync();
        var tracks = await fixture.AddTracksAsync(Viewer, Token);

        using (Viewer.ForceSync())
        {
            using (Viewer.ForceSync())
            {
                Assert.Null(await Viewer.SubmitAsync([image, tracks], Token));
            }

            Assert.Null(await Viewer.SubmitAsync([image], Token));
        }

        var snapshot = await Viewer.GetSnapshotAsync(Token);
        Assert.Equal([false, false], snapshot.Layers.Select(layer => layer.Loading));
        Assert.Equal(snapshot.Revision, snapshot.Layers[0].LastResponse!.Revision);
        gate.Hold();
        var task = await Viewer.SubmitAsync([image], Token);
        gate.Release();
        Assert.NotNull(task);
    }

    [Fact]
    public async Task ForceSync_ofALayerThatIsBeingSliced_takesItsPlace_andTheLayerIsLoaded_B17()
    {
        var (layer, gate, _) = await AddAsync();
        gate.Hold();
        var pending = (await Viewer.SubmitAsync([layer], Token))!;
        await Eventually.HoldsAsync(() => gate.Begun == 2, Token);

        using (Viewer.ForceSync())
        using (gate.Open())
        {
            await Viewer.SubmitAsync([layer], Token);
        }

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => pending.Result.WaitAsync(Patience, Token));
        Assert.False((await Viewer.GetSnapshotAsync(Token)).Layers[0].Loading);
    }

    [Fact]
    public async Task ForceSync_enteredWhileALayerIsSliced_letsItGoOn_B18()
    {
        var ((held, gate, _), (other, _, _)) = (await AddAsync(), await AddAsync());
        gate.Hold();
        var running = (await Viewer.SubmitAsync([held], Token))!;

        using (Viewer.ForceSync())
        {
            await Viewer.SubmitAsync([other], Token);
            gate.Release();
        }

        Assert.Equal([held], (await running.Result.WaitAsync(Patience, Token)).Keys);
    }

    [Fact]
    public async Task Slice_ofDims_returnsWithTheSlicesOfThatPoint()
    {
        var (layer, _, _) = await AddAsync();
        var dims = (await Viewer.WaitUntilIdleAsync(Patience, Token)).Dims;

        var snapshot = await Viewer.SliceAsync(dims.WithPoint(0, 1), Patience, Token);

        Assert.Equal(1, snapshot.Dims.Point[0]);
        Assert.Equal(snapshot.Revision, ((SliceReady)snapshot.LastEnd!).Revision);
        Assert.Equal(snapshot.Revision, snapshot.Layers.Single(shown => shown.Spec.Id == layer).LastResponse!.Revision);

        // What changes nothing has been sliced already.
        Assert.Equal(snapshot.Revision, (await Viewer.SliceAsync(snapshot.Dims, Patience, Token)).Revision);
    }

    [Fact]
    public async Task Slice_ofDimsThatTakesLongerThanItsTimeout_fails_andTheViewerHasMoved()
    {
        var (_, gate, _) = await AddAsync();
        var dims = (await Viewer.WaitUntilIdleAsync(Patience, Token)).Dims;
        gate.Hold();

        await Assert.ThrowsAsync<TimeoutException>(() => Viewer.SliceAsync(dims.WithPoint(0, 1), TimeSpan.FromMilliseconds(1), Token));

        Assert.Equal(1, (await Viewer.GetSnapshotAsync(Token)).Dims.Point[0]);
        gate.Release();
        Assert.Equal(RevisionOutcome.Ready, (await Viewer.WaitUntilIdleAsync(Patience, Token)).Outcome);
    }

    [Fact]
    public async Task ForceSync_ofAMove_returnsWhenItHasBeenSliced()
    {
        await AddAsync();
        var dims = (await Viewer.WaitUntilIdleAsync(Patience, Token)).Dims;

        using (Viewer.ForceSync())
        {
            var revision = await Viewer.SetDimsAsync(dims.WithPoint(0, 1), Token);

            var snapshot = await Viewer.GetSnapshotAsync(Token);
            Assert.Equal((revision, RevisionOutcome.Ready), (snapshot.Revision, snapshot.Outcome));
        }
    }

    [Fact]
    public async Task ShutDown_waitsForWhatRunsAndThenRefuses_butLayersInMemoryAreSliced_B19_B20()
    {
        var (image, gate, _) = await AddAsync();
        var tracks = await fixture.AddTracksAsync(Viewer, Token);
        gate.Hold();
        var superseded = (await Viewer.SubmitAsync([image], Token))!;
        var running = (await Viewer.SubmitAsync([image], Token))!;

        var shuttingDown = Viewer.ShutDownAsync(Patience, Token);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => superseded.Result.WaitAsync(Patience, Token));
        Assert.False(shuttingDown.IsCompleted);
        gate.Release();
        await shuttingDown;

        Assert.Equal(running.Revision, (await running.Result.WaitAsync(Patience, Token))[image].Revision);
        var dims = (await Viewer.GetSnapshotAsync(Token)).Dims;
        Assert.Equal(LamellaErrorCode.ShutDown, (await Assert.ThrowsAsync<LamellaException>(() => Viewer.SubmitAsync([image], Token))).Code);
        Assert.Equal(LamellaErrorCode.ShutDown, (await Assert.ThrowsAsync<LamellaException>(() => Viewer.SetDimsAsync(dims.WithPoint(0, 1), Token))).Code);
        Assert.Null(await Viewer.SubmitAsync([tracks], Token));
    }

    [Fact]
    public async Task ForceSync_whileReplacingALayersData_showsTheNewDataOnReturn_B42_S9()
    {
        var (layer, _, _) = await AddAsync();
        var (other, spec) = (new HeldArray(8, 2, 3), (ImageLayerSpec)(await Viewer.GetSnapshotAsync(Token)).Layers[0].Spec);

        using (Viewer.ForceSync())
        {
            await Viewer.UpdateLayerAsync(spec with { Source = new LayerSource(fixture.Images.Add(other)) }, Token);
        }

        var state = (await Viewer.GetSnapshotAsync(Token)).Layers.Single(state => state.Spec.Id == layer);
        Assert.Equal([2, 3], Assert.IsType<ImageSliceResponse>(state.LastResponse).Shape);
    }

    [Fact]
    public async Task Submit_whileRefreshIsBlocked_doesNothing_andAfterwardsSlicesOnce_B39()
    {
        var (layer, gate, _) = await AddAsync();
        var before = await Viewer.GetSnapshotAsync(Token);

        using (Viewer.BlockRefresh())
        {
            Assert.Null(await Viewer.SubmitAsync([layer], Token));
        }

        Assert.Equal((before.Revision, 1), ((await Viewer.GetSnapshotAsync(Token)).Revision, gate.Begun));
        await (await Viewer.SubmitAsync([layer], Token))!.Result.WaitAsync(Patience, Token);
        Assert.Equal(2, gate.Begun);
    }
}
