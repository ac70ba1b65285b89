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

    [Fact]
    public void Reduce_aWorkspaceOfNothing_saysSo()
    {
        var state = SampleStates.Of(24, 80);

        var after = ViewReducer.Reduce(state, new ViewInput.WorkspaceLoaded(new Workspace { Name = "none", Viewers = [] }), state.Now).State;

        Assert.Null(after.Resuming);
        Assert.Equal("Loading none: 0 layers.", after.Messages[^1].Text);
    }
}
