using Lamella.Sdk.Workspaces;
using Lamella.Terminal.Viewing;
using Lamella.Terminal.Viewing.Input;
using Lamella.Terminal.Viewing.State;
using Lamella.Terminal.Viewing.Workspaces;
using Xunit;

namespace Lamella.Terminal.Tests.Viewing;

/// <summary>Sessions as workspaces, in the files that the other commands read as well.</summary>
public sealed class SavedViewTests
{
    [Theory]
    [InlineData(nameof(ViewAction.SingleCanvas), nameof(CanvasLayout.Single))]
    [InlineData(nameof(ViewAction.SideBySide), nameof(CanvasLayout.SideBySide))]
    [InlineData(nameof(ViewAction.Orthogonal), nameof(CanvasLayout.Orthogonal))]
    [InlineData(nameof(ViewAction.ToggleGrid), nameof(CanvasLayout.Grid))]
    public async Task Load_whatWasSaved_hasTheLayersThePointAndTheLayout(string action, string layout)
    {
        var state = KeyReducer.Act(Reduction.Of(SampleStates.Of(24, 80)), Enum.Parse<ViewAction>(action)).State;
        var file = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():n}{WorkspaceFile.Extension}");
        try
        {
            await WorkspaceFile.SaveAsync(SavedView.Of(state, "sample"), file, TestContext.Current.CancellationToken);

            var workspace = await WorkspaceFile.LoadAsync(file, TestContext.Current.CancellationToken);

            Assert.Equal(Enum.Parse<CanvasLayout>(layout), SavedView.LayoutOf(workspace));
            Assert.Equal(state.Layers.Select(layer => (layer.Spec.Name, layer.Spec.Source, layer.Spec.Visible)), SavedView.LayersOf(workspace).Select(layer => (layer.Name, layer.Source, layer.Visible)));
            Assert.Equal(state.Canvases[0].Dims.Point, SavedView.Apply(workspace.Viewers[0], SampleStates.Dims.WithPoint(1, 0)).Point);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public void Reduce_aWorkspace_opensItsLayersInsteadOfThoseThatAreThere()
    {
        var state = SampleStates.Of(24, 80);

        var (after, effects) = ViewReducer.Reduce(state, new ViewInput.WorkspaceLoaded(SavedView.Of(state, "sample")), state.Now);

        Assert.Empty(after.Layers);
        Assert.Equal(2, effects.OfType<ViewEffect.RemoveLayer>().Count());
        Assert.Equal(["nuclei", "membrane"], effects.OfType<ViewEffect.AddLayer>().Select(add => add.Spec.Name));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Reduce_aWorkspaceWhoseLayersAreThere_hasTheLinksTheThicknessAndTheCameras(bool linked)
    {
        var dims = SampleStates.Dims.WithMargins([0, 1, 0, 0], [0, 2, 0, 0]);
        var start = SampleStates.Of(24, 80) with { Canvases = [SampleStates.Canvas with { Dims = dims }], Linked = linked };
        var saved = KeyReducer.Act(Reduction.Of(start), ViewAction.SideBySide).State;
        var camera = new Camera(40, 50, 2, Fits: false);
        saved = Settling.Settle(Reduction.Of(saved.WithCanvas(1, canvas => canvas with { Camera = camera, Dims = canvas.Dims.WithPoint(0, 5) }))).State;
        var workspace = SavedView.Of(saved, "sample");

        var state = WorkspaceReducer.Resume(Reduction.Of(SampleStates.Of(24, 80) with { Resuming = workspace })).State;

        Assert.Equal(linked, state.Linked);
        Assert.Equal(CanvasLayout.SideBySide, state.Layout);
        Assert.Equal(saved.Canvases.Select(canvas => canvas.Dims), state.Canvases.Select(canvas => canvas.Dims));
        Assert.True(state.Canvases[0].Camera.Fits);
        Assert.Equal(camera.CenterRow, state.Canvases[1].Camera.CenterRow, 6);
        Assert.Equal(camera.CenterColumn, state.Canvases[1].Camera.CenterColumn, 6);
        Assert.Equal(camera.Zoom, state.Canvases[1].Camera.Zoom, 6);
    }

    [Fact]
    public void LayersOf_viewersWithLayersOfTheirOwn_hasThemAll()
    {
        var workspace = SavedView.Of(SampleStates.Of(24, 80), "sample");
        var viewer = workspace.Viewers[0];
        workspace = workspace with { Viewers = [viewer with { Layers = [viewer.Layers[0]] }, viewer with { Layers = [viewer.Layers[1], viewer.Layers[0]] }] };

        Assert.Equal(["nuclei", "membrane"], SavedView.LayersOf(workspace).Select(layer => layer.Name));
    }

    [Fact]
    public void LossOf_viewersOfWhichEachShowsItsOwn_isTold()
    {
        var workspace = SavedView.Of(KeyReducer.Act(Reduction.Of(SampleStates.Of(24, 80)), ViewAction.SideBySide).State, "sample");
        Assert.Null(SavedView.LossOf(workspace));

        var second = workspace.Viewers[1];
        workspace = workspace with { Viewers = [workspace.Viewers[0], second with { Layers = [second.Layers[0]] }] };

        Assert.Contains("here each shows all of them", SavedView.LossOf(workspace), StringComparison.Ordinal);
    }

    [Fact]
    public void Reduce_aWorkspaceOfNothing_saysSo()
    {
        var state = SampleStates.Of(24, 80);

        var after = ViewReducer.Reduce(state, new ViewInput.WorkspaceLoaded(new Workspace { Name = "none", Viewers = [] }), state.Now).State;

        Assert.Null(after.Resuming);
        Assert.Equal("Loading none: 0 layers.", after.Messages[^1].Text);
    }
}
