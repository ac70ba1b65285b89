using Lamella.Contracts.Geometry;
using Lamella.Contracts.Slicing;
using Lamella.Contracts.Viewers;
using Lamella.Engine.Arrays.Formats;
using Lamella.Grains.Tests.Support;
using Lamella.Sdk;
using Lamella.Silo.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Lamella.Grains.Tests.Layers;

/// <summary>Waiting for the hand to rest: only where slicing was slow lately, and something would have to be read; and layers as each is done.</summary>
public sealed class DebounceTests : IAsyncLifetime
{
    private const int DebounceMilliseconds = 771;

    private static readonly TimeSpan Frame = TimeSpan.FromMilliseconds(1);

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly TestImages _images = new();
    private readonly HeldTime _time = new(TimeSpan.FromMilliseconds(DebounceMilliseconds));
    private EmbeddedSilo _silo = null!;
    private LamellaClient _client = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _silo = await EmbeddedSilo.StartAsync(new EmbeddedSiloOptions
        {
            Slicing = static options =>
            {
                (options.DebounceMilliseconds, options.FrameMilliseconds) = (DebounceMilliseconds, 1);
                (options.Prefetch, options.Emit) = (false, EmitMode.Each);
            },
            Services = services => services.AddSingleton<IImageOpener>(_images).AddSingleton<TimeProvider>(_time),
        });
        _client = LamellaClient.FromServices(_silo.Services);
    }

    public async ValueTask DisposeAsync()
    {
        await _client.DisposeAsync();
        await _silo.DisposeAsync();
    }

    [Fact]
    public async Task SetDims_afterASlowSlice_readsOnlyWhenTheHandRests_andOnlyTheLast()
    {
        var (viewer, array, dims) = await OpenSlowAsync();
        var started = array.Started;

        await viewer.SetDimsAsync(dims.WithPoint(0, 4), Token);
        await Eventually.HoldsAsync(() => _time.Waiting == 1, Token);
        var last = await viewer.SetDimsAsync(dims.WithPoint(0, 5), Token);
        await Eventually.HoldsAsync(() => _time.Waiting == 1, Token);
        var before = array.Started;
        await PassUntilOverAsync(viewer, last);
        var response = (await viewer.GetSnapshotAsync(Token)).Layers[0].LastResponse!;

        Assert.Equal((started, started + 1), (before, array.Started));
        Assert.Equal(last, response.Revision);
        Assert.True(response.Timings.Debounced > TimeSpan.Zero);
    }

    [Fact]
    public async Task SetDims_toWhatIsAtHand_doesNotWait_thoughSlicingIsSlow()
    {
        var (viewer, _, dims) = await OpenSlowAsync();

        var revision = await viewer.SetDimsAsync(dims, Token);
        var snapshot = await viewer.WaitForAsync(revision, Patience, Token);

        Assert.Equal(RevisionOutcome.Ready, snapshot.Outcome);
    }

    [Fact]
    public async Task Slice_forced_doesNotWait_thoughSlicingIsSlow()
    {
        var (viewer, array, dims) = await OpenSlowAsync();
        await viewer.SetDimsAsync(dims.WithPoint(0, 6), Token);

        var snapshot = await viewer.SliceAsync(Patience, Token);

        Assert.Equal(RevisionOutcome.Ready, snapshot.Outcome);
        Assert.Equal(3, array.Finished);
    }

    [Fact]
    public async Task EmitEach_announcesEachLayerAsItIsDone_andThenAll()
    {
        var (viewer, slow) = (_client.OpenViewer(), new HeldArray(8, 4, 6));
        var first = await viewer.AddImageAsync(_images.Add(slow), cancellationToken: Token);
        var second = await viewer.AddImageAsync(_images.Add(new HeldArray(8, 4, 6)), cancellationToken: Token);
        var dims = (await viewer.WaitForAsync(second.Revision, Patience, Token)).Dims;
        await using var watcher = new Watcher(viewer);
        await watcher.NextAsync<SliceReady>();
        slow.Hold();

        using var passing = new Timer(_ => _time.Pass(), null, 1, 1);
        var revision = await viewer.SetDimsAsync(dims.WithPoint(0, 6), Token);
        var fast = await watcher.NextAsync<LayerSliceReady>();
        var pending = (await viewer.GetSnapshotAsync(Token)).Outcome;
        slow.LetGo();
        var late = await watcher.NextAsync<LayerSliceReady>();
        var ready = await watcher.NextAsync<SliceReady>();

        Assert.Equal((second.Layer, RevisionOutcome.Pending, first.Layer), (fast.Response.Layer, pending, late.Response.Layer));
        Assert.Equal((revision, 2), (ready.Revision, ready.Responses.Length));
    }

    /// <summary>A viewer whose last slice took longer than a frame; it is at plane 1 now, and has been at its first plane.</summary>
    private async Task<(Viewer Viewer, HeldArray Array, Dims First)> OpenSlowAsync()
    {
        var (viewer, array) = (_client.OpenViewer(), new HeldArray(8, 4, 6));
        var added = await viewer.AddImageAsync(_images.Add(array), cancellationToken: Token);
        using var passing = new Timer(_ => _time.Pass(), null, 1, 1);
        var dims = (await viewer.WaitForAsync(added.Revision, Patience, Token)).Dims;
        array.Hold();
        var revision = await viewer.SetDimsAsync(dims.WithPoint(0, 1), Token);
        await Eventually.HoldsAsync(() => array.Started == 2, Token);
        var start = _time.GetTimestamp();
        await Eventually.HoldsAsync(() => _time.GetElapsedTime(start) > 2 * Frame, Token);
        array.LetGo();
        await viewer.WaitForAsync(revision, Patience, Token);
        return (viewer, array, dims);
    }

    private async Task PassUntilOverAsync(Viewer viewer, Revision revision)
    {
        using var passing = new Timer(_ => _time.Pass(), null, 1, 1);
        await viewer.WaitForAsync(revision, Patience, Token);
    }
}
