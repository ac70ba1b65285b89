using Lamella.Contracts.Errors;
using Lamella.Contracts.Grains;
using Lamella.Contracts.Layers;
using Lamella.Contracts.Slicing;
using Lamella.Contracts.Viewers;
using Lamella.Grains.Tests.Support;
using Lamella.Sdk;
using Orleans.Core.Internal;
using Xunit;

namespace Lamella.Grains.Tests.Viewers.Links;

/// <summary>Linked viewers that could not hear each other, or lost their silo meanwhile, agree in the end.</summary>
public sealed class LostChangeTests(LinkGateFixture cluster) : IClassFixture<LinkGateFixture>
{
    private static readonly TimeoutException Lost = new("nobody answers");

    /// <summary>The message counts as received, and is not sent again.</summary>
    private static readonly LamellaException Swallowed = new(LamellaErrorCode.Unsupported, "lost with the silo that had it");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Edits_madeAtOnceInTwoViewers_areBothThereInBoth_inOneOrder()
    {
        var (first, second) = await OpenAsync(LinkedParts.Layers);
        var (bottom, top) = (await AddAsync(first), await AddAsync(first));
        await Eventually.HoldsAsync(async () => (await LayersAsync(second)).Length == 3, Token);
        cluster.Close(first.Id, Lost);
        cluster.Close(second.Id, Lost);

        var mine = await AddAsync(first);
        await first.UpdateLayerAsync(bottom with { Gamma = 0.5 }, Token);
        await second.RemoveLayerAsync(top.Id, Token);
        await second.MoveLayerAsync(bottom.Id, 0, Token);
        var theirs = await AddAsync(second);
        cluster.Open(first.Id);
        cluster.Open(second.Id);

        await AgreeAsync(first, second, async () => (await LayersAsync(first)).Length == 4);
        var merged = await LayersAsync(first);
        Assert.Equal(bottom with { Gamma = 0.5 }, merged[0]);
        Assert.Equal(new HashSet<LayerId> { mine.Id, theirs.Id }, merged[2..].Select(static spec => spec.Id).ToHashSet());
    }

    [Fact]
    public async Task Edits_ofOneLayerAtOnce_endWithTheLater()
    {
        var (first, second) = await OpenAsync(LinkedParts.Layers);
        var spec = (ImageLayerSpec)(await LayersAsync(first))[0];
        cluster.Close(first.Id, Lost);
        cluster.Close(second.Id, Lost);

        await first.UpdateLayerAsync(spec with { Gamma = 0.5 }, Token);
        await second.UpdateLayerAsync(spec with { Colormap = "red" }, Token);
        cluster.Open(first.Id);
        cluster.Open(second.Id);

        await AgreeAsync(first, second, async () => (await LayersAsync(first))[0].Equals(spec with { Colormap = "red" }));
    }

    [Fact]
    public async Task Changes_thatCouldNotBePassedOnBeforeTheViewersEnd_arePassedOnWhenItComesBack()
    {
        var (first, second) = await OpenAsync(LinkedParts.All);
        cluster.Close(second.Id, Lost);
        await SetPlaneAsync(first, 6);
        await first.SetFieldOfViewAsync(new FieldOfView([0, 0], [2, 2], [10, 10]), Token);
        var added = await AddAsync(first);
        await LoseAsync(first);

        cluster.Open(second.Id);
        await first.GetSnapshotAsync(Token);

        await AgreeAsync(first, second, async () => (await LayersAsync(second))[^1].Equals(added));
        await Eventually.HoldsAsync(
            async () => await second.GetSnapshotAsync(Token) is { FieldOfView: { } view } snapshot && (snapshot.Dims.Point[0], view.Stop[0]) == (6, 2), Token);
    }

    [Fact]
    public async Task Changes_thatWereLostWithAViewer_areAskedForWhenItComesBack()
    {
        var (first, second) = await OpenAsync(LinkedParts.All);
        cluster.Close(first.Id, Swallowed);
        await SetPlaneAsync(second, 6);
        var added = await AddAsync(second);
        await Eventually.HoldsAsync(async () => (await LayersAsync(second)).Length == 2, Token);

        cluster.Open(first.Id);
        await LoseAsync(first);

        await AgreeAsync(first, second, async () => (await LayersAsync(first))[^1].Equals(added));
        await Eventually.HoldsAsync(async () => (await first.GetSnapshotAsync(Token)).Dims.Point[0] == 6, Token);
    }

    [Fact]
    public async Task Zoom_thatWasLostWithAViewer_whichNeverKnewAny_isAskedForWhenItComesBack()
    {
        var (first, second) = await OpenAsync(LinkedParts.Zoom);
        cluster.Close(first.Id, Swallowed);
        await second.SetFieldOfViewAsync(new FieldOfView([0, 0], [2, 2], [10, 10]), Token);

        await cluster.WhenFailedAsync(first.Id, Token);
        cluster.Open(first.Id);
        await LoseAsync(first);

        await Eventually.HoldsAsync(async () => (await first.GetSnapshotAsync(Token)).FieldOfView is { } view && view.Stop[0] == 2, Token);
    }

    [Fact]
    public async Task AcceptLink_ofALinkThatCannotBe_isInvalidArgument_andTheViewerGoesOn()
    {
        var (first, _) = await OpenAsync(LinkedParts.Point);
        var grain = cluster.Cluster.Client.GetGrain<IViewerGrain>(first.Id.Value);

        var parts = await Assert.ThrowsAsync<LamellaException>(() => grain.AcceptLink(new ViewerId("other"), (LinkedParts)8));
        var id = await Assert.ThrowsAsync<LamellaException>(() => grain.AcceptLink(new ViewerId("no id"), LinkedParts.All));

        Assert.Equal((LamellaErrorCode.InvalidArgument, LamellaErrorCode.InvalidArgument), (parts.Code, id.Code));
        Assert.Single((await first.GetSnapshotAsync(Token)).Links);
    }

    [Fact]
    public async Task Change_afterAViewerCameBack_isLaterThanAllBefore()
    {
        var (first, second) = await OpenAsync(LinkedParts.Point);
        var ahead = new LinkedChange
        {
            Stamp = new LinkedStamp(DateTime.MaxValue.Ticks, Guid.NewGuid()),
            Part = LinkedParts.Point,
            From = second.Id,
            Point = [5, 0, 0],
        };
        await cluster.Cluster.Client.GetGrain<IViewerGrain>(first.Id.Value).Follow(ahead);
        await cluster.Cluster.Client.GetGrain<IViewerGrain>(second.Id.Value).Follow(ahead with { From = first.Id });
        await LoseAsync(first);

        await SetPlaneAsync(first, 2);

        await Eventually.HoldsAsync(async () => (await second.GetSnapshotAsync(Token)).Dims.Point[0] == 2, Token);
    }

    [Fact]
    public async Task UpdateLayer_ofASource_tellsALinkedViewerWhatTheNewOneHolds()
    {
        var (first, second) = await OpenAsync(LinkedParts.Layers);
        var spec = (await LayersAsync(first))[0];

        await first.UpdateLayerAsync(spec with { Source = new LayerSource(cluster.Images.Add(new HeldArray(5, 9, 7))) }, Token);

        await Eventually.HoldsAsync(async () => (await second.GetSnapshotAsync(Token)).Dims.Range[1].Stop == 8, Token);
        await Eventually.HoldsAsync(async () => (await first.GetSnapshotAsync(Token)).Dims.Range[1].Stop == 8, Token);
    }

    private static async Task<LayerSpec[]> LayersAsync(Viewer viewer) => [.. (await viewer.GetSnapshotAsync(Token)).Layers.Select(static layer => layer.Spec)];

    private static Task AgreeAsync(Viewer first, Viewer second, Func<Task<bool>> holds) => Eventually.HoldsAsync(
        async () => await holds() && Enumerable.SequenceEqual(await LayersAsync(first), await LayersAsync(second)), Token);

    private static async Task SetPlaneAsync(Viewer viewer, int plane) =>
        await viewer.SetDimsAsync((await viewer.GetSnapshotAsync(Token)).Dims.WithPoint(0, plane), Token);

    private async Task LoseAsync(Viewer viewer)
    {
        var epoch = (await viewer.GetSnapshotAsync(Token)).Revision.Epoch;
        await cluster.Cluster.Client.GetGrain<IViewerGrain>(viewer.Id.Value).AsReference<IGrainManagementExtension>().DeactivateOnIdle(Token);
        await Eventually.HoldsAsync(async () => (await viewer.GetSnapshotAsync(Token)).Revision.Epoch > epoch, Token);
    }

    private async Task<(Viewer First, Viewer Second)> OpenAsync(LinkedParts parts)
    {
        var (first, second) = (cluster.Client.OpenViewer(), cluster.Client.OpenViewer());
        await AddAsync(first);
        await AddAsync(second);
        await first.LinkAsync(second, parts, Token);
        return (first, second);
    }

    private async Task<ImageLayerSpec> AddAsync(Viewer viewer)
    {
        var spec = new ImageLayerSpec { Id = LayerId.New(), Name = "image", Source = new LayerSource(cluster.Images.Add(new HeldArray(8, 4, 6))) };
        await viewer.AddLayerAsync(spec, Token);
        return spec;
    }
}
