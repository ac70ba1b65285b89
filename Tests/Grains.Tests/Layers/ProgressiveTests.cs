using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Lamella.Contracts.Arrays;
using Lamella.Contracts.Geometry;
using Lamella.Contracts.Layers;
using Lamella.Contracts.Slicing;
using Lamella.Contracts.Viewers;
using Lamella.Engine.Arrays;
using Lamella.Engine.Arrays.Chunks;
using Lamella.Engine.Arrays.Formats;
using Lamella.Grains.Tests.Support;
using Lamella.Sdk;
using Lamella.Silo.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Lamella.Grains.Tests.Layers;

/// <summary>A coarse level first, the best so far at the deadline, then the right one; the deadline passes when a test says so.</summary>
public sealed class ProgressiveTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Deadline = TimeSpan.FromMilliseconds(50_021);

    private readonly TestImages _images = new();
    private readonly HeldTime _time = new(Deadline);
    private EmbeddedSilo _silo = null!;
    private LamellaClient _client = null!;
    private long _decoded;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private ChunkScheduler Scheduler => _silo.Services.GetRequiredService<ChunkScheduler>();

    public async ValueTask InitializeAsync()
    {
        _silo = await EmbeddedSilo.StartAsync(new EmbeddedSiloOptions
        {
            // On one thread a chunk that has been let go is in place before the deadline's picture is made.
            Slicing = static options => (options.ComputeThreads, options.Prefetch) = (1, false),
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
    public async Task SetDims_whileTheRightLevelIsSlow_showsAMuchCheaperOneAtOnce_thenTheRightOne()
    {
        var (fine, coarse) = (new HeldArray(8, 64, 64), new HeldArray(8, 8, 8));
        var (viewer, dims) = await OpenAsync(fine, coarse);
        await using var watcher = new Watcher(viewer);
        await watcher.NextAsync<SliceReady>();
        fine.Hold();

        var revision = await viewer.SetDimsAsync(dims.WithPoint(0, 6), Token);
        var preview = (ImageSliceResponse)(await watcher.NextAsync<LayerSliceReady>()).Response;
        var before = await viewer.GetSnapshotAsync(Token);
        var shown = await BytesAsync(viewer, preview);
        fine.LetGo();
        var ready = await watcher.NextAsync<SliceReady>();

        Assert.Equal((true, 1, revision), (preview.IsPreview, preview.Level, preview.Revision));
        Assert.Equal(coarse.Plane(6), shown);
        Assert.Equal((RevisionOutcome.Pending, true), (before.Outcome, before.Layers[0].Loading));
        var right = Assert.IsType<ImageSliceResponse>(Assert.Single(ready.Responses));
        Assert.Equal((false, 0, revision), (right.IsPreview, right.Level, ready.Revision));
        Assert.Equal(fine.Plane(6), await BytesAsync(viewer, right));
        Assert.Single(watcher.Heard, heard => heard is SliceReady or SliceFailed && heard.Revision == revision);
    }

    [Fact]
    public async Task SetDims_whereACoarserLevelIsAtHand_showsIt_howeverManyBytesItHas()
    {
        var (fine, coarse) = (new HeldArray(8, 8, 8), new HeldArray(8, 4, 4));
        var (viewer, dims) = await OpenAsync(fine, coarse);
        var spec = (ImageLayerSpec)(await viewer.GetSnapshotAsync(Token)).Layers[0].Spec;
        await SettleAsync(viewer, viewer.UpdateLayerAsync(spec with { LockedLevel = 1 }, Token));
        await SettleAsync(viewer, viewer.SetDimsAsync(dims.WithPoint(0, 6), Token));
        await SettleAsync(viewer, viewer.SetDimsAsync(dims.WithPoint(0, 2), Token));
        await SettleAsync(viewer, viewer.UpdateLayerAsync(spec, Token));
        await using var watcher = new Watcher(viewer);
        await watcher.NextAsync<SliceReady>();
        fine.Hold();

        await viewer.SetDimsAsync(dims.WithPoint(0, 6), Token);
        var atHand = (await watcher.NextAsync<LayerSliceReady>()).Response;
        await viewer.SetDimsAsync(dims.WithPoint(0, 5), Token);
        fine.LetGo();
        var ready = await watcher.NextAsync<SliceReady>();

        Assert.Equal((true, 1), (((ImageSliceResponse)atHand).IsPreview, ((ImageSliceResponse)atHand).Level));
        Assert.Equal(coarse.Plane(6), await BytesOrNoneAsync(viewer, atHand) ?? coarse.Plane(6));

        // At plane 5 the coarser level would have had to be read, for a quarter of the bytes only: no preview.
        Assert.Single(watcher.Heard, heard => heard is LayerSliceReady);
        Assert.Equal(0, Assert.IsType<ImageSliceResponse>(Assert.Single(ready.Responses)).Level);
    }

    [Fact]
    public async Task SetDims_pastItsDeadline_givesTheBestSoFarWithTheLevelOfEachPart_thenTheRightOne()
    {
        var (fine, coarse) = (new HeldTiles(4, 16, 4), new HeldArray(4, 4, 4));
        var (viewer, dims) = await OpenAsync(fine, coarse);
        await using var watcher = new Watcher(viewer);
        await watcher.NextAsync<SliceReady>();
        fine.Hold();
        fine.LetGo(1, 2);
        _decoded = Scheduler.GetCounters().Decodes;

        var revision = await viewer.SetDimsAsync(dims.WithPoint(0, 3), Deadline, Token);
        await watcher.NextAsync<LayerSliceReady>();
        await PassDeadlineAsync(decoded: 2);
        var best = (ImageSliceResponse)(await watcher.NextAsync<LayerSliceReady>()).Response;
        var pixels = await BytesAsync(viewer, best);
        fine.LetGo();
        var ready = await watcher.NextAsync<SliceReady>();

        Assert.Equal((true, 0), (best.IsPreview, best.Level));
        Assert.Equal([16, 16], best.Shape);
        Assert.Equal([4, 8, 12, 16], best.Parts!.Ends[0]);
        Assert.All(Pixels(16), at => Assert.Equal((at.Row / 4, at.Column / 4) == (1, 2) ? 0 : 1, best.Parts.LevelAt(at.Row, at.Column)));
        Assert.All(Pixels(16), at => Assert.Equal(
            best.Parts.LevelAt(at.Row, at.Column) == 0 ? fine.At(3, at.Row, at.Column) : Coarse(coarse, 3, at.Row, at.Column),
            At(pixels, 16, at)));
        var right = Assert.IsType<ImageSliceResponse>(Assert.Single(ready.Responses));
        Assert.Equal((revision, false, null), (ready.Revision, right.IsPreview, right.Parts));
        var final = await BytesAsync(viewer, right);
        Assert.All(Pixels(16), at => Assert.Equal(fine.At(3, at.Row, at.Column), At(final, 16, at)));
    }

    [Fact]
    public async Task SetDims_pastItsDeadline_withoutACoarserLevel_leavesOutWhatIsNotThere()
    {
        var array = new HeldTiles(4, 8, 4);
        var (viewer, dims) = await OpenAsync(array);
        await using var watcher = new Watcher(viewer);
        await watcher.NextAsync<SliceReady>();
        array.Hold();
        array.LetGo(0, 1);
        _decoded = Scheduler.GetCounters().Decodes;

        await viewer.SetDimsAsync(dims.WithPoint(0, 3), Deadline, Token);
        await PassDeadlineAsync(decoded: 1);
        var best = (ImageSliceResponse)(await watcher.NextAsync<LayerSliceReady>()).Response;

        Assert.Equal([LevelMap.Nothing, 0, LevelMap.Nothing, LevelMap.Nothing], best.Parts!.Levels);
        array.LetGo();
        await watcher.NextAsync<SliceReady>();
    }

    [Fact]
    public async Task SetDims_ofAThickSlice_pastItsDeadline_givesTheProjectionOfThePlanesThatHaveArrived()
    {
        var (fine, coarse) = (new HeldArray(8, 64, 64), new HeldArray(8, 8, 8));
        var (viewer, dims) = await OpenAsync(fine, coarse);
        await using var watcher = new Watcher(viewer);
        await watcher.NextAsync<SliceReady>();
        fine.Hold();
        fine.LetGo(5);
        fine.LetGo(7);
        _decoded = Scheduler.GetCounters().Decodes;

        var revision = await viewer.SetDimsAsync(dims.WithPoint(0, 6).WithMargins([1, 0, 0], [1, 0, 0]), Deadline, Token);
        await watcher.NextAsync<LayerSliceReady>();
        await PassDeadlineAsync(decoded: 5);
        var best = (ImageSliceResponse)(await watcher.NextAsync<LayerSliceReady>()).Response;
        var pixels = MemoryMarshal.Cast<byte, double>(await BytesAsync(viewer, best)).ToArray();
        fine.LetGo();
        var ready = await watcher.NextAsync<SliceReady>();

        Assert.Equal((true, DataType.Float64), (best.IsPreview, best.DataType));
        Assert.Equal([0], best.Parts!.Levels);
        Assert.Equal([1L], best.Parts.MissingPlanes);
        Assert.Equal(Mean(fine, 5, 7), pixels);
        var right = Assert.IsType<ImageSliceResponse>(Assert.Single(ready.Responses));
        Assert.Equal((revision, false, null), (ready.Revision, right.IsPreview, right.Parts));
        Assert.Equal(Mean(fine, 5, 6, 7), MemoryMarshal.Cast<byte, double>(await BytesAsync(viewer, right)).ToArray());
    }

    [Fact]
    public async Task SetDims_whosePreviewFails_isReadyAllTheSame()
    {
        var (fine, coarse) = (new HeldArray(8, 64, 64), new HeldArray(8, 8, 8));
        var (viewer, dims) = await OpenAsync(fine, coarse);
        coarse.Fail(6, "damaged");

        var snapshot = await viewer.WaitForAsync(await viewer.SetDimsAsync(dims.WithPoint(0, 6), Token), Patience, Token);

        Assert.Equal(0, Assert.IsType<ImageSliceResponse>(Assert.Single(Assert.IsType<SliceReady>(snapshot.LastEnd).Responses)).Level);
    }

    [Fact]
    public async Task SetDims_whoseRightLevelFails_failsOnce_andThePreviewStays()
    {
        var (fine, coarse) = (new HeldArray(8, 64, 64), new HeldArray(8, 8, 8));
        var (viewer, dims) = await OpenAsync(fine, coarse);
        await using var watcher = new Watcher(viewer);
        await watcher.NextAsync<SliceReady>();
        fine.Hold();
        fine.Fail(6, "damaged");

        var revision = await viewer.SetDimsAsync(dims.WithPoint(0, 6), Token);
        await watcher.NextAsync<LayerSliceReady>();
        fine.LetGo();
        var failed = await watcher.NextAsync<SliceFailed>();
        var state = (await viewer.GetSnapshotAsync(Token)).Layers[0];

        Assert.Equal(revision, failed.Revision);
        Assert.Equal((false, true), (state.Loading, ((ImageSliceResponse)state.LastResponse!).IsPreview));
        Assert.NotNull(state.Failure);
    }

    [Fact]
    public async Task Slice_forced_hasNoPreview()
    {
        var (fine, coarse) = (new HeldArray(8, 64, 64), new HeldArray(8, 8, 8));
        var (viewer, _) = await OpenAsync(fine, coarse);
        await using var watcher = new Watcher(viewer);

        var snapshot = await viewer.SliceAsync(Patience, Token);
        await watcher.NextAsync<SliceReady>(ready => ready.Revision == snapshot.Revision);

        Assert.DoesNotContain(watcher.Heard, heard => heard is LayerSliceReady);
    }

    private async Task<(Viewer Viewer, Dims Dims)> OpenAsync(params IChunkedArray[] levels)
    {
        var viewer = _client.OpenViewer();
        var added = await viewer.AddImageAsync(_images.Add([.. levels]), cancellationToken: Token);
        return (viewer, (await viewer.WaitForAsync(added.Revision, Patience, Token)).Dims);
    }

    /// <summary>Waits until some more chunks are there, then lets the deadline pass.</summary>
    private async Task PassDeadlineAsync(int decoded)
    {
        await Eventually.HoldsAsync(() => Scheduler.GetCounters().Decodes == _decoded + decoded && _time.Waiting == 1, Token);
        _time.Pass();
    }

    private static async Task SettleAsync(Viewer viewer, Task<Revision> change) =>
        await viewer.WaitForAsync(await change, Patience, Token);

    private static async Task<byte[]> BytesAsync(Viewer viewer, LayerSliceResponse response)
    {
        using var pixels = await viewer.ReadPixelsAsync(response, Token);
        return pixels.Bytes.ToArray();
    }

    /// <summary>A preview is gone once its slice is there.</summary>
    private static async Task<byte[]?> BytesOrNoneAsync(Viewer viewer, LayerSliceResponse response)
    {
        try
        {
            return await BytesAsync(viewer, response);
        }
        catch (Contracts.Errors.LamellaException gone) when (gone.Code == Contracts.Errors.LamellaErrorCode.SliceGone)
        {
            return null;
        }
    }

    private static double[] Mean(HeldArray array, params int[] planes)
    {
        ushort[][] values = [.. planes.Select(plane => MemoryMarshal.Cast<byte, ushort>(array.Plane(plane)).ToArray())];
        return [.. Enumerable.Range(0, values[0].Length).Select(i => values.Average(plane => (double)plane[i]))];
    }

    private static IEnumerable<(int Row, int Column)> Pixels(int size) =>
        from row in Enumerable.Range(0, size) from column in Enumerable.Range(0, size) select (row, column);

    private static ushort At(byte[] pixels, int width, (int Row, int Column) at) =>
        BinaryPrimitives.ReadUInt16LittleEndian(pixels.AsSpan(((at.Row * width) + at.Column) * sizeof(ushort)));

    /// <summary>The pixel of a level four times coarser, 4 × 4, that lies nearest; ties go to the even one.</summary>
    private static ushort Coarse(HeldArray coarse, int plane, int row, int column) => BinaryPrimitives.ReadUInt16LittleEndian(
        coarse.Plane(plane).AsSpan(((Nearest(row) * 4) + Nearest(column)) * sizeof(ushort)));

    private static int Nearest(int fine) => (int)Math.Clamp(Math.Round(fine / 4.0, MidpointRounding.ToEven), 0, 3);
}
