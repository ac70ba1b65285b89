using Lamella.Contracts.Errors;
using Lamella.Contracts.Grains;
using Lamella.Contracts.Layers;
using Lamella.Contracts.Viewers;
using Lamella.Grains.Tests.Support;
using Lamella.Sdk;
using Orleans.Core.Internal;
using Xunit;

namespace Lamella.Grains.Tests.Viewers;

/// <summary>What sources hold is learned, though opening them fails or the viewer is lost meanwhile.</summary>
public sealed class LearningTests(LinkGateFixture cluster) : IClassFixture<LinkGateFixture>
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Source_thatWasNotLearnedBeforeTheViewerWasLost_isLearnedWhenItComesBack()
    {
        var viewer = cluster.Client.OpenViewer();
        var spec = await AddAsync(viewer, null);
        await ChangeUnlearnedAsync(viewer, spec);

        await LoseAsync(viewer);

        await Eventually.HoldsAsync(async () => (await viewer.GetSnapshotAsync(Token)).Dims.Range[1].Stop == 8, Token);
    }

    [Fact]
    public async Task Source_ofAHiddenLayer_isLearnedWhenItIsShown()
    {
        var viewer = cluster.Client.OpenViewer();
        var spec = await AddAsync(viewer, null);
        var changed = await ChangeUnlearnedAsync(viewer, spec with { Visible = false });
        await LoseAsync(viewer);
        Assert.Equal(3, (await viewer.WaitUntilIdleAsync(Patience, Token)).Dims.Range[1].Stop);

        await viewer.UpdateLayerAsync(changed with { Visible = true }, Token);

        await Eventually.HoldsAsync(async () => (await viewer.GetSnapshotAsync(Token)).Dims.Range[1].Stop == 8, Token);
    }

    [Fact]
    public async Task Source_whoseOpeningHitsADefect_failsItsLayer_andTheNextMoveTriesAgain()
    {
        var viewer = cluster.Client.OpenViewer();
        var spec = await AddAsync(viewer, "micrometer");
        await AddAsync(viewer, "nanometer");
        cluster.Close(viewer.Id, spec.Id, new InvalidOperationException("a defect"));

        var revision = await viewer.UpdateLayerAsync(spec with { Source = Source("micrometer") }, Token);
        var failed = await viewer.WaitForAsync(revision, Patience, Token);
        cluster.Open(viewer.Id, spec.Id);
        await cluster.Cluster.Client.GetGrain<IViewerGrain>(viewer.Id.Value).SliceNow();
        var again = await viewer.WaitUntilIdleAsync(Patience, Token);

        Assert.Equal((RevisionOutcome.Failed, LamellaErrorCode.Internal), (failed.Outcome, failed.Layers[0].Failure?.Code));
        Assert.Equal(RevisionOutcome.Ready, again.Outcome);
    }

    [Fact]
    public async Task AddLayer_thatTakesThePlaceOfALinkedLayerWhichIsBeingLearned_isSliced()
    {
        var (first, second) = (cluster.Client.OpenViewer(), cluster.Client.OpenViewer());
        await AddAsync(first, "nanometer");
        await first.LinkAsync(second, LinkedParts.Layers, Token);
        var spec = new ImageLayerSpec { Id = LayerId.New(), Name = "image", Source = Source("micrometer") };
        var (added, linked) = (spec with { Source = Source("micrometer") }, spec with { Source = Source("micrometer") });
        cluster.Hold(added.Source);
        cluster.Hold(linked.Source);

        // Opened for one viewer, while the other one brings a layer of the same id, and gives that another source.
        var adding = cluster.Cluster.Client.GetGrain<IViewerGrain>(second.Id.Value).AddLayer(added);
        await cluster.WhenHeldAsync(added.Source, Token);
        await first.AddLayerAsync(spec, Token);
        await HasAsync(second, spec);
        await first.UpdateLayerAsync(linked, Token);
        await HasAsync(second, linked);
        cluster.LetGo(added.Source);
        await HasAsync(second, added);
        cluster.LetGo(linked.Source);
        await adding;

        Assert.Equal(RevisionOutcome.Ready, (await second.WaitUntilIdleAsync(Patience, Token)).Outcome);
    }

    private static Task HasAsync(Viewer viewer, LayerSpec spec) =>
        Eventually.HoldsAsync(async () => (await viewer.GetSnapshotAsync(Token)).Layers.Any(layer => layer.Spec.Equals(spec)), Token);

    private LayerSource Source(string? unit) => new(cluster.Images.Add(new HeldArray(5, 9, 7), units: [unit, unit, unit]));

    private async Task<ImageLayerSpec> AddAsync(Viewer viewer, string? unit)
    {
        var source = new LayerSource(cluster.Images.Add(new HeldArray(8, 4, 6), units: [unit, unit, unit]));
        var spec = new ImageLayerSpec { Id = LayerId.New(), Name = "image", Source = source };
        await viewer.AddLayerAsync(spec, Token);
        return spec;
    }

    /// <summary>Changes a layer's source while it cannot be opened to tell what it holds.</summary>
    private async Task<LayerSpec> ChangeUnlearnedAsync(Viewer viewer, ImageLayerSpec spec)
    {
        cluster.Close(viewer.Id, spec.Id, new TimeoutException("nobody answers"));
        var changed = spec with { Source = Source(null) };
        await viewer.UpdateLayerAsync(changed, Token);
        await viewer.WaitUntilIdleAsync(Patience, Token);
        return changed;
    }

    /// <summary>Ends the viewer's life, and lets its layers' sources be opened in the next.</summary>
    private async Task LoseAsync(Viewer viewer)
    {
        var before = await viewer.GetSnapshotAsync(Token);
        await cluster.Cluster.Client.GetGrain<IViewerGrain>(viewer.Id.Value).AsReference<IGrainManagementExtension>().DeactivateOnIdle(Token);
        before.Layers.ToList().ForEach(layer => cluster.Open(viewer.Id, layer.Spec.Id));
        await Eventually.HoldsAsync(async () => (await viewer.GetSnapshotAsync(Token)).Revision.Epoch > before.Revision.Epoch, Token);
    }
}
