using System.Collections.Immutable;
using Lamella.Contracts.Errors;
using Lamella.Contracts.Grains;
using Lamella.Contracts.Layers;
using Lamella.Contracts.Slicing;
using Lamella.Contracts.Viewers;
using Lamella.Grains.Tests.Support;
using Lamella.Sdk;
using Lamella.Sdk.Presets;
using Orleans.Core.Internal;
using Xunit;

namespace Lamella.Grains.Tests.Viewers;

/// <summary>Several canvases, on two silos: what is linked follows, what is not stays.</summary>
public sealed class LinkTests(ClusterFixture cluster)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Link_byPoint_movesBothWays_andNothingElse()
    {
        var (first, second) = (await OpenAsync(), await OpenAsync());
        await first.LinkAsync(second, LinkedParts.Point, Token);

        await SetPlaneAsync(first, 5);
        await PointIsAsync(second, 5);
        await SetPlaneAsync(second, 2);
        await PointIsAsync(first, 2);
        await first.SetFieldOfViewAsync(new FieldOfView([0, 0], [2, 2], [10, 10]), Token);
        await SetPlaneAsync(first, 3);
        await PointIsAsync(second, 3);

        var snapshot = await second.WaitUntilIdleAsync(Patience, Token);
        Assert.Null(snapshot.FieldOfView);
        Assert.NotEqual((await first.GetSnapshotAsync(Token)).Layers[0].Spec.Id, Assert.Single(snapshot.Layers).Spec.Id);
        Assert.Equal(snapshot.Revision, snapshot.Layers[0].LastResponse!.Revision);
    }

    [Fact]
    public async Task Link_inARing_passesEachChangeOnceAndEnds()
    {
        Viewer[] ring = [await OpenAsync(), await OpenAsync(), await OpenAsync()];
        await ring[0].LinkAsync(ring[1], LinkedParts.Point, Token);
        await ring[1].LinkAsync(ring[2], LinkedParts.Point, Token);
        await ring[2].LinkAsync(ring[0], LinkedParts.Point, Token);
        await SetPlaneAsync(ring[0], 1);
        await Task.WhenAll(ring.Select(viewer => PointIsAsync(viewer, 1)));
        var before = await Task.WhenAll(ring.Select(viewer => viewer.WaitUntilIdleAsync(Patience, Token)));

        await SetPlaneAsync(ring[0], 6);
        await Task.WhenAll(ring.Select(viewer => PointIsAsync(viewer, 6)));
        var after = await Task.WhenAll(ring.Select(viewer => viewer.WaitUntilIdleAsync(Patience, Token)));

        Assert.All(before.Zip(after), pair => Assert.Equal(pair.First.Revision.Counter + 1, pair.Second.Revision.Counter));
    }

    [Fact]
    public async Task Link_inARing_whoseViewersAllMoveAtOnce_endsAtOnePoint()
    {
        Viewer[] ring = [await OpenAsync(), await OpenAsync(), await OpenAsync()];
        await ring[0].LinkAsync(ring[1], LinkedParts.Point, Token);
        await ring[1].LinkAsync(ring[2], LinkedParts.Point, Token);
        await ring[2].LinkAsync(ring[0], LinkedParts.Point, Token);

        for (var round = 0; round < 10; round++)
        {
            await Task.WhenAll(ring.Select((viewer, i) => SetPlaneAsync(viewer, ((3 * round) + i) % 8)));
        }

        // Any of the last moves may have been the latest; no stale one may come after it.
        await Eventually.HoldsAsync(
            async () => (await Task.WhenAll(ring.Select(viewer => viewer.GetSnapshotAsync(Token)))).Select(now => now.Dims.Point[0]).Distinct().Count() == 1, Token);
        var settled = (await ring[0].WaitUntilIdleAsync(Patience, Token)).Dims.Point[0];
        Assert.Contains(settled, Enumerable.Range(0, 3).Select(i => (double)(((3 * 9) + i) % 8)));
    }

    [Fact]
    public async Task Link_byZoom_takesTheScale_andTheCentreOfAxesThatBothDisplay()
    {
        var (first, second) = (await OpenAsync(), await OpenAsync());
        var dims = (await second.GetSnapshotAsync(Token)).Dims;
        await second.SetDimsAsync(dims.WithOrder([1, 0, 2]), Token);
        await second.SetFieldOfViewAsync(new FieldOfView([0, 0], [8, 8], [20, 40]), Token);
        await first.LinkAsync(second, LinkedParts.Zoom, Token);

        await first.SetFieldOfViewAsync(new FieldOfView([0, 2], [2, 4], [10, 10]), Token);

        // 0.2 a pixel: 20 pixels show 4 of z around its own 4, 40 pixels show 8 of x around the other's 3.
        var expected = new FieldOfView([2, -1], [6, 7], [20, 40]);
        await Eventually.HoldsAsync(async () => Near((await second.GetSnapshotAsync(Token)).FieldOfView!, expected), Token);
    }

    [Fact]
    public async Task Link_byLayers_sharesTheListWithItsOrderAndDisplay_andRemovesToo()
    {
        var (first, second) = (await OpenAsync(), cluster.Client.OpenViewer());
        await first.LinkAsync(second, LinkedParts.Layers, Token);
        var added = await second.AddImageAsync(cluster.Images.Add(new HeldArray(8, 4, 6)), cancellationToken: Token);
        await Eventually.HoldsAsync(async () => (await first.GetSnapshotAsync(Token)).Layers.Length == 2, Token);
        var spec = (ImageLayerSpec)(await first.GetSnapshotAsync(Token)).Layers[1].Spec;

        await first.UpdateLayerAsync(spec with { Gamma = 0.5, Name = "renamed" }, Token);
        await first.MoveLayerAsync(added.Layer, 0, Token);
        await Eventually.HoldsAsync(
            async () => (await second.GetSnapshotAsync(Token)).Layers[0].Spec is ImageLayerSpec { Gamma: 0.5, Name: "renamed" }, Token);
        await first.RemoveLayerAsync(added.Layer, Token);
        await Eventually.HoldsAsync(async () => (await second.GetSnapshotAsync(Token)).Layers.Length == 1, Token);

        Assert.Equal(RevisionOutcome.Ready, (await second.WaitUntilIdleAsync(Patience, Token)).Outcome);
    }

    [Fact]
    public async Task Unlink_endsFollowing_onBothSides()
    {
        var (first, second) = (await OpenAsync(), await OpenAsync());
        await first.LinkAsync(second, LinkedParts.All, Token);
        await Eventually.HoldsAsync(async () => (await second.GetSnapshotAsync(Token)).Links.Length == 1, Token);

        await second.UnlinkAsync(first, Token);

        Assert.Empty((await first.GetSnapshotAsync(Token)).Links);
        Assert.Empty((await second.GetSnapshotAsync(Token)).Links);
    }

    [Fact]
    public async Task Close_ofALinkedViewer_endsItsLinks()
    {
        var (first, second) = (await OpenAsync(), await OpenAsync());
        await first.LinkAsync(second, LinkedParts.Point, Token);

        await second.CloseAsync(Token);

        await Eventually.HoldsAsync(async () => (await first.GetSnapshotAsync(Token)).Links.IsEmpty, Token);
    }

    [Fact]
    public async Task Change_ofAViewerWhoseLinkTheOtherHasNot_endsTheLink_andKeepsTheRest()
    {
        var (first, second) = (await OpenAsync(), await OpenAsync());
        await first.LinkAsync(second, LinkedParts.Point | LinkedParts.Zoom, Token);

        // As it is where the end of the link, or of a part of it, could not be told.
        await cluster.Cluster.Client.GetGrain<IViewerGrain>(second.Id.Value).AcceptLink(first.Id, LinkedParts.Zoom);
        await SetPlaneAsync(first, 5);

        await Eventually.HoldsAsync(
            async () => (await first.GetSnapshotAsync(Token)).Links.SequenceEqual([new ViewerLink(second.Id, LinkedParts.Zoom)]), Token);
    }

    [Fact]
    public async Task Link_whileTheOtherMovesOn_staysOnBothSides()
    {
        var (first, second) = (await OpenAsync(), await OpenAsync());
        for (var round = 0; round < 20; round++)
        {
            await Task.WhenAll(first.LinkAsync(second, LinkedParts.Point, Token), SetPlaneAsync(second, round % 8), SetPlaneAsync(first, (round + 3) % 8));
            await SetPlaneAsync(second, 2 + (round % 2));
            await PointIsAsync(first, 2 + (round % 2));
            Assert.Single((await second.GetSnapshotAsync(Token)).Links);
            Assert.Single((await first.GetSnapshotAsync(Token)).Links);
            await second.UnlinkAsync(first, Token);
        }
    }

    [Fact]
    public async Task Follow_thatArrivesAfterTheViewerWasClosed_bringsNothingBack()
    {
        var (first, second) = (await OpenAsync(), await OpenAsync());
        await first.LinkAsync(second, LinkedParts.Layers, Token);
        var layers = (await first.GetSnapshotAsync(Token)).Layers.Select(layer => new StoredLayer(layer.Spec, layer.Info!)).ToImmutableArray();
        await second.CloseAsync(Token);
        await Eventually.HoldsAsync(async () => (await second.GetSnapshotAsync(Token)).Layers.IsEmpty, Token);

        var late = new LinkedChange
        {
            Stamp = new LinkedStamp(DateTime.MaxValue.Ticks, Guid.NewGuid()),
            Part = LinkedParts.Layers,
            From = first.Id,
            Layers = layers,
        };
        var error = await Assert.ThrowsAsync<LamellaException>(() => cluster.Cluster.Client.GetGrain<IViewerGrain>(second.Id.Value).Follow(late));

        Assert.Equal(LamellaErrorCode.NotFound, error.Code);

        Assert.Empty((await second.GetSnapshotAsync(Token)).Layers);
    }

    [Fact]
    public async Task Link_byAViewerThatSlicesNoMore_passesChangesOnAllTheSame()
    {
        Viewer[] chain = [await OpenAsync(), await OpenAsync(), await OpenAsync()];
        await chain[0].LinkAsync(chain[1], LinkedParts.Point, Token);
        await chain[1].LinkAsync(chain[2], LinkedParts.Point, Token);
        await chain[1].WaitUntilIdleAsync(Patience, Token);
        await chain[1].ShutDownAsync(Patience, cancellationToken: Token);

        await SetPlaneAsync(chain[0], 6);

        await PointIsAsync(chain[2], 6);
    }

    [Fact]
    public async Task Link_toAPointBeyondTheLayers_isFollowedOnceTheyReachSoFar()
    {
        var (first, second) = (await OpenAsync(), cluster.Client.OpenViewer());
        await second.AddLayerAsync(Image(new HeldArray(4, 4, 6)), Token);
        await first.LinkAsync(second, LinkedParts.Point, Token);
        await SetPlaneAsync(first, 6);
        await PointIsAsync(second, 3);

        var longer = Image(new HeldArray(8, 4, 6));
        await second.AddLayerAsync(longer, Token);

        var reached = await second.WaitUntilIdleAsync(Patience, Token);
        Assert.Equal(6, reached.Dims.Point[0]);
        await second.RemoveLayerAsync(longer.Id, Token);
        Assert.Equal(3, (await second.GetSnapshotAsync(Token)).Dims.Point[0]);
    }

    [Fact]
    public async Task Link_outlivesTheViewersActivation()
    {
        var (first, second) = (await OpenAsync(), await OpenAsync());
        await first.LinkAsync(second, LinkedParts.Point, Token);
        var before = await second.WaitUntilIdleAsync(Patience, Token);

        await cluster.Cluster.Client.GetGrain<IViewerGrain>(second.Id.Value).AsReference<IGrainManagementExtension>().DeactivateOnIdle(Token);
        await Eventually.HoldsAsync(async () => (await second.GetSnapshotAsync(Token)).Revision.Epoch > before.Revision.Epoch, Token);
        await SetPlaneAsync(first, 5);
        await PointIsAsync(second, 5);

        Assert.Equal([new ViewerLink(first.Id, LinkedParts.Point)], (await second.GetSnapshotAsync(Token)).Links);
    }

    [Fact]
    public async Task Link_withItself_isInvalid()
    {
        var viewer = await OpenAsync();

        var error = await Assert.ThrowsAsync<LamellaException>(() => viewer.LinkAsync(viewer, LinkedParts.All, Token));

        Assert.Equal(LamellaErrorCode.InvalidArgument, error.Code);
    }

    [Fact]
    public async Task OrthogonalViews_ofAVolume_showThreePlanesThroughOnePoint()
    {
        var array = new HeldArray(8, 4, 6);
        var views = await OrthogonalViews.OpenAsync(cluster.Client, [Image(array)], Token);
        var dims = (await views.Xy.GetSnapshotAsync(Token)).Dims;

        await views.Xy.SetDimsAsync(dims.WithPoint([5, 2, 3]), Token);
        foreach (var viewer in views.All)
        {
            await Eventually.HoldsAsync(async () => (await viewer.GetSnapshotAsync(Token)) is { Layers.Length: 1 } now && now.Dims.Point.SequenceEqual([5, 2, 3]), Token);
        }

        var shapes = (await Task.WhenAll(views.All.Select(viewer => viewer.WaitUntilIdleAsync(Patience, Token))))
            .Select(snapshot => ((ImageSliceResponse)Assert.Single(snapshot.Layers).LastResponse!).Shape.ToArray());
        Assert.Equal([[4, 6], [8, 6], [4, 8]], shapes);
    }

    [Fact]
    public async Task ViewerGrid_ofFiveLayers_isThreeWide_andMovesAsOne()
    {
        var grid = await ViewerGrid.OpenAsync(
            cluster.Client, Enumerable.Range(0, 5).Select(_ => Image(new HeldArray(8, 4, 6))), cancellationToken: Token);

        await SetPlaneAsync(grid.Viewers[4], 6);

        Assert.Equal((5, 3), (grid.Viewers.Length, grid.Columns));
        await Task.WhenAll(grid.Viewers.Select(viewer => PointIsAsync(viewer, 6)));
    }

    private static bool Near(FieldOfView actual, FieldOfView expected) =>
        actual.Start.Concat(actual.Stop).Zip(expected.Start.Concat(expected.Stop)).All(static pair => Math.Abs(pair.First - pair.Second) < 1e-9);

    private ImageLayerSpec Image(HeldArray array) =>
        new() { Id = LayerId.New(), Name = "image", Source = new LayerSource(cluster.Images.Add(array)) };

    private async Task<Viewer> OpenAsync()
    {
        var viewer = cluster.Client.OpenViewer();
        await viewer.AddLayerAsync(Image(new HeldArray(8, 4, 6)), Token);
        return viewer;
    }

    private static async Task SetPlaneAsync(Viewer viewer, int plane)
    {
        var dims = (await viewer.GetSnapshotAsync(Token)).Dims;
        await viewer.SetDimsAsync(dims.WithPoint(0, plane), Token);
    }

    private static Task PointIsAsync(Viewer viewer, double plane) =>
        Eventually.HoldsAsync(async () => (await viewer.GetSnapshotAsync(Token)).Dims.Point[0] == plane, Token);
}
