using Lamella.Contracts.Errors;
using Lamella.Contracts.Layers;
using Lamella.Contracts.Viewers;
using Lamella.Grains.Tests.Support;
using Xunit;

namespace Lamella.Grains.Tests.Viewers;

/// <summary>The list of layers.</summary>
public sealed partial class ViewerGrainTests
{
    [Fact]
    public async Task AddLayer_first_setsRangesAndCentres_andAnotherOnlyWidens_T10_L15()
    {
        var (viewer, _, _) = await OpenAsync();
        var first = await viewer.WaitUntilIdleAsync(Patience, Token);
        await AddAsync(viewer, translate: [10, 0, 0]);

        var second = await viewer.WaitUntilIdleAsync(Patience, Token);

        Assert.Equal([3.0, 1, 2], first.Dims.Point);
        Assert.Equal((0.0, 7.0), (first.Dims.Range[0].Start, first.Dims.Range[0].Stop));
        Assert.Equal((0.0, 17.0), (second.Dims.Range[0].Start, second.Dims.Range[0].Stop));
        Assert.Equal(first.Dims.Point, second.Dims.Point);
        Assert.Equal(["z", "y", "x"], second.Dims.AxisLabels);
    }

    [Fact]
    public async Task AddLayer_cancelsNothingOfOtherLayers_B24()
    {
        var (viewer, first, _) = await OpenAsync();
        first.Hold();
        await SetPlaneAsync(viewer, 1);
        await Eventually.HoldsAsync(() => first.Started == 2, Token);

        await AddAsync(viewer);
        first.LetGo();
        var snapshot = await viewer.WaitUntilIdleAsync(Patience, Token);

        Assert.Equal(0, first.Cancelled);
        Assert.Equal(2, Assert.IsType<SliceReady>(snapshot.LastEnd).Responses.Length);
    }

    [Fact]
    public async Task RemoveLayer_whileItIsSliced_cancelsItAndTheRevisionEnds_B27()
    {
        var (viewer, array, id) = await OpenAsync();
        array.Hold();
        await SetPlaneAsync(viewer, 1);
        await Eventually.HoldsAsync(() => array.Started == 2, Token);

        var revision = await viewer.RemoveLayerAsync(id, Token);
        var snapshot = await viewer.WaitForAsync(revision, Patience, Token);

        await Eventually.HoldsAsync(() => array.Cancelled == 1, Token);
        Assert.Empty(snapshot.Layers);
        Assert.Empty(Assert.IsType<SliceReady>(snapshot.LastEnd).Responses);
    }

    [Fact]
    public async Task UpdateLayer_ofDisplayOnly_slicesNothing_andOfTheTransformSlicesAnew()
    {
        var (viewer, array, _) = await OpenAsync();
        var spec = (ImageLayerSpec)(await MoveAsync(viewer, 2)).Layers[0].Spec;

        var drawn = await viewer.UpdateLayerAsync(spec with { Name = "renamed", Gamma = 0.5, Colormap = "red" }, Token);
        var same = await viewer.WaitForAsync(drawn, Patience, Token);
        var moved = await viewer.UpdateLayerAsync(spec with { Transform = new() { Translate = [1, 0, 0] } }, Token);
        var shifted = await viewer.WaitForAsync(moved, Patience, Token);

        Assert.True(same.Layers[0].LastResponse!.Revision < drawn);
        using var pixels = await viewer.ReadPixelsAsync(shifted.Layers[0].LastResponse!, Token);
        Assert.Equal(array.Plane(1), pixels.Bytes.ToArray());
    }

    [Fact]
    public async Task UpdateLayer_ofNone_isUnknownLayer()
    {
        var (viewer, _, _) = await OpenAsync();
        var spec = (await viewer.GetSnapshotAsync(Token)).Layers[0].Spec;

        var error = await Assert.ThrowsAsync<LamellaException>(
            () => viewer.UpdateLayerAsync(spec with { Id = new LayerId("none") }, Token));

        Assert.Equal(LamellaErrorCode.UnknownLayer, error.Code);
    }

    [Fact]
    public async Task HiddenLayer_isNotReadUntilItIsShown_B21_L14()
    {
        var (viewer, _, _) = await OpenAsync();
        var (hidden, id) = await AddAsync(viewer);
        var spec = (await viewer.WaitUntilIdleAsync(Patience, Token)).Layers[1].Spec;
        await viewer.UpdateLayerAsync(spec with { Visible = false }, Token);

        var moved = await MoveAsync(viewer, 1);
        var started = hidden.Started;
        var revision = await viewer.UpdateLayerAsync(spec, Token);
        var shown = await viewer.WaitForAsync(revision, Patience, Token);

        Assert.Equal((1, 1), (started, Assert.IsType<SliceReady>(moved.LastEnd).Responses.Length));
        Assert.Equal(id, Assert.IsType<SliceReady>(shown.LastEnd).Responses[1].Layer);
        Assert.Equal(2, hidden.Started);
    }

    [Fact]
    public async Task SetDims_beyondALayer_givesAnEmptySlice_B33_I4()
    {
        var (viewer, _, _) = await OpenAsync();
        var (_, shifted) = await AddAsync(viewer, translate: [10, 0, 0]);

        var snapshot = await MoveAsync(viewer, 12);

        var ready = Assert.IsType<SliceReady>(snapshot.LastEnd);
        Assert.Equal([true, false], ready.Responses.Select(response => response.Empty));
        Assert.Equal(shifted, ready.Responses[1].Layer);
        Assert.DoesNotContain(snapshot.Layers, layer => layer.Loading);
    }
}
