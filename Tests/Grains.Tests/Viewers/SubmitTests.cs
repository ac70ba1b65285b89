using Lamella.Contracts.Errors;
using Lamella.Contracts.Layers;
using Lamella.Contracts.Viewers;
using Lamella.Grains.Tests.Support;
using Lamella.Sdk;
using Xunit;

namespace Lamella.Grains.Tests.Viewers;

/// <summary>What NAP-4's <c>LayerSlicer.submit</c> does, on two silos; numbers are those of the behaviour set.</summary>
public sealed partial class SubmitTests(SlicerFixture fixture) : IClassFixture<SlicerFixture>
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private Viewer Viewer { get; } = fixture.Client.OpenViewer();

    [Fact]
    public async Task Submit_ofOneLayer_returnsATaskAtOnceWhoseResultIsTheLayersSlice_B1()
    {
        var (layer, gate, _) = await AddAsync();
        gate.Hold();

        var task = (await Viewer.SubmitAsync([layer], Token))!;
        Assert.False(task.Result.IsCompleted);
        gate.Release();
        var first = await task.Result.WaitAsync(Patience, Token);

        Assert.Equal((layer, task.Revision), (Assert.Single(first).Key, first[layer].Revision));
        Assert.Same(first, await task.Result);
    }

    [Fact]
    public async Task Submit_ofTwoLayers_isOneTaskWhoseResultHasBoth_B2()
    {
        var ((first, _, _), (second, _, _)) = (await AddAsync(), await AddAsync());

        var task = (await Viewer.SubmitAsync([first, second], Token))!;
        var result = await task.Result.WaitAsync(Patience, Token);

        Assert.Equal([first, second], task.Layers);
        Assert.All([first, second], layer => Assert.Equal(task.Revision, result[layer].Revision));
    }

    [Fact]
    public async Task Submit_announcesTheVerySlicesOfTheTasksResult_B3()
    {
        var (layer, _, _) = await AddAsync();
        await using var watcher = new Watcher(Viewer);

        var task = (await Viewer.SubmitAsync([layer], Token))!;
        var result = await task.Result.WaitAsync(Patience, Token);
        var ready = await watcher.NextAsync<SliceReady>(ready => ready.Revision == task.Revision);

        Assert.Equal(result[layer].Slice, Assert.Single(ready.Responses).Slice);
    }

    [Fact]
    public async Task Submit_ofLayersInMemory_hasSlicedThemOnReturnAndHasNoTask_B4()
    {
        LayerId[] layers = [await fixture.AddTracksAsync(Viewer, Token), await fixture.AddTracksAsync(Viewer, Token)];

        Assert.Null(await Viewer.SubmitAsync(layers[..1], Token));
        Assert.Null(await Viewer.SubmitAsync(layers, Token));

        var snapshot = await Viewer.GetSnapshotAsync(Token);
        Assert.All(snapshot.Layers, layer => Assert.Equal(snapshot.Revision, layer.LastResponse!.Revision));
    }

    [Fact]
    public async Task Submit_ofBothKinds_hasSlicedTheOneInMemory_andTheTaskIsOfTheOther_B5_B8()
    {
        var (image, gate, _) = await AddAsync();
        var tracks = await fixture.AddTracksAsync(Viewer, Token);
        gate.Hold();

        var task = (await Viewer.SubmitAsync([image, tracks], Token))!;
        var together = await Viewer.GetSnapshotAsync(Token);
        var alone = await Viewer.SubmitAsync([tracks], Token);
        var later = await Viewer.GetSnapshotAsync(Token);
        gate.Release();

        Assert.Equal([true, false], together.Layers.Select(layer => layer.Loading));
        Assert.Equal(task.Revision, together.Layers[1].LastResponse!.Revision);
        Assert.Null(alone);
        Assert.Equal([true, false], later.Layers.Select(layer => layer.Loading));
        Assert.True(later.Layers[1].LastResponse!.Revision > task.Revision);
        Assert.Equal([image], (await task.Result.WaitAsync(Patience, Token)).Keys);
    }

    [Fact]
    public async Task Submit_isAmongTheTasksWhileItRuns_andGoneAfterwards_B10_B15()
    {
        var (layer, gate, _) = await AddAsync();
        gate.Hold();

        var task = (await Viewer.SubmitAsync([layer], Token))!;
        Assert.Equal([task], Viewer.SliceTasks);
        gate.Release();
        await Viewer.WaitUntilIdleAsync(Patience, Token);
        await task.Result.WaitAsync(Patience, Token);

        await Eventually.HoldsAsync(() => Viewer.SliceTasks.Count == 0, Token);
    }

    [Fact]
    public async Task Submit_whichCannotBeRequested_failsAtOnceAndChangesNothing_B11()
    {
        var (layer, _, _) = await AddAsync();
        var before = await Viewer.GetSnapshotAsync(Token);

        var error = await Assert.ThrowsAsync<LamellaException>(() => Viewer.SubmitAsync([layer, new LayerId("none")], Token));

        var after = await Viewer.GetSnapshotAsync(Token);
        Assert.Equal(LamellaErrorCode.UnknownLayer, error.Code);
        Assert.Equal((before.Revision, false), (after.Revision, after.Layers[0].Loading));
        Assert.Empty(Viewer.SliceTasks);
    }

    [Fact]
    public async Task Submit_ofMoreLayers_cancelsEveryOlderOneOfFewer_B24_B25()
    {
        var ((a, gateA, _), (b, gateB, _)) = (await AddAsync(), await AddAsync());
        gateA.Hold();
        gateB.Hold();
        var ofA = (await Viewer.SubmitAsync([a], Token))!;
        var ofB = (await Viewer.SubmitAsync([b], Token))!;

        var both = (await Viewer.SubmitAsync([a, b], Token))!;
        gateA.Release();
        gateB.Release();

        Assert.Equal(2, (await both.Result.WaitAsync(Patience, Token)).Count);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => ofA.Result.WaitAsync(Patience, Token));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => ofB.Result.WaitAsync(Patience, Token));
    }

    [Fact]
    public async Task Submit_inAnotherOrder_supersedesWhatRunsAndWhatWaits_andOneSliceIsReady_B26()
    {
        var ((a, gateA, _), (b, gateB, _)) = (await AddAsync(), await AddAsync());
        await using var watcher = new Watcher(Viewer);
        var first = await watcher.NextAsync<SliceReady>();
        gateA.Hold();
        gateB.Hold();

        await Viewer.SubmitAsync([a, b], Token);
        await Viewer.SubmitAsync([b, a], Token);
        var last = (await Viewer.SubmitAsync([a, b], Token))!;
        gateA.Release();
        gateB.Release();
        await last.Result.WaitAsync(Patience, Token);
        await watcher.NextAsync<SliceReady>(ready => ready.Revision == last.Revision);

        Assert.Equal([first.Revision, last.Revision], watcher.Heard.OfType<SliceReady>().Select(ready => ready.Revision));
    }

    [Fact]
    public async Task Submit_ofALayerThatIsThenRemoved_servesTheOthers_B27()
    {
        var ((a, gateA, _), (b, gateB, _)) = (await AddAsync(), await AddAsync());
        gateA.Hold();
        gateB.Hold();
        var task = (await Viewer.SubmitAsync([a, b], Token))!;

        await Viewer.RemoveLayerAsync(a, Token);
        gateB.Release();

        Assert.Equal([b], (await task.Result.WaitAsync(Patience, Token)).Keys);
        gateA.Release();
    }

    [Fact]
    public async Task Subscriber_thatFails_failsNeitherTheTaskNorOtherSubscribers_B28()
    {
        var (layer, _, _) = await AddAsync();
        await using var watcher = new Watcher(Viewer);
        var failing = FailAtFirstEventAsync();

        var task = (await Viewer.SubmitAsync([layer], Token))!;
        var result = await task.Result.WaitAsync(Patience, Token);
        await watcher.NextAsync<SliceReady>(ready => ready.Revision == task.Revision);

        await Assert.ThrowsAsync<InvalidTimeZoneException>(() => failing);
        Assert.Single(result);
    }

    [Fact]
    public async Task Submit_ofALayerTwice_slicesItOnce_andOfNoneDoesNothing_B29()
    {
        var (layer, gate, _) = await AddAsync();

        var task = (await Viewer.SubmitAsync([layer, layer], Token))!;
        await task.Result.WaitAsync(Patience, Token);
        var before = (await Viewer.GetSnapshotAsync(Token)).Revision;
        var none = await Viewer.SubmitAsync([], Token);

        Assert.Equal([layer], task.Layers);
        Assert.Equal(2, gate.Begun);
        Assert.Null(none);
        Assert.Equal(before, (await Viewer.GetSnapshotAsync(Token)).Revision);
    }

    [Fact]
    public async Task Submit_withoutAnyChange_slicesEveryKindAnew_B30_S9()
    {
        var (image, _, _) = await AddAsync();
        var tracks = await fixture.AddTracksAsync(Viewer, Token);
        var before = await Viewer.GetSnapshotAsync(Token);

        await (await Viewer.SubmitAsync([image, tracks], Token))!.Result.WaitAsync(Patience, Token);

        var after = await Viewer.GetSnapshotAsync(Token);
        Assert.All(
            before.Layers.Zip(after.Layers),
            layer => Assert.NotEqual(layer.First.LastResponse!.Slice, layer.Second.LastResponse!.Slice));
    }

    [Fact]
    public async Task SetDims_withoutAnySubscriber_isLoadedAllTheSame_B41()
    {
        var (_, _, array) = await AddAsync();
        var dims = (await Viewer.GetSnapshotAsync(Token)).Dims;

        var revision = await Viewer.SetDimsAsync(dims.WithPoint(0, 6), Token);
        var state = (await Viewer.WaitForAsync(revision, Patience, Token)).Layers[0];

        Assert.Equal((false, revision), (state.Loading, state.LastResponse!.Revision));
        using var pixels = await Viewer.ReadPixelsAsync(state.LastResponse, Token);
        Assert.Equal(array.Plane(6), pixels.Bytes.ToArray());
    }

    [Fact]
    public async Task Dims_holdTheLastRequest_whateverIsShown_B43()
    {
        var (_, gate, _) = await AddAsync();
        var before = await Viewer.GetSnapshotAsync(Token);
        gate.Hold();

        await Viewer.SetDimsAsync(before.Dims.WithPoint(0, 6), Token);
        var held = await Viewer.GetSnapshotAsync(Token);
        gate.Fail("no such plane");
        gate.Release();
        var failed = await Viewer.WaitUntilIdleAsync(Patience, Token);

        Assert.Equal((6.0, before.Revision), (held.Dims.Point[0], held.Layers[0].LastResponse!.Revision));
        Assert.Equal((6.0, before.Revision), (failed.Dims.Point[0], failed.Layers[0].LastResponse!.Revision));
    }

    private Task<(LayerId Layer, SliceGates.Gate Gate, HeldArray Array)> AddAsync() => fixture.AddImageAsync(Viewer, Token);

    private async Task FailAtFirstEventAsync()
    {
        await foreach (var happened in Viewer.SubscribeAsync(cancellationToken: Token))
        {
            throw new InvalidTimeZoneException(happened.GetType().Name);
        }
    }
}
