using Lamella.Contracts.Slicing;
using Lamella.Contracts.Viewers;
using Lamella.Terminal.Viewing.Input;
using Lamella.Terminal.Viewing.State;
using Xunit;

namespace Lamella.Terminal.Tests.Viewing;

/// <summary>A service that comes back without what it kept in memory.</summary>
public sealed class LostLayersTests
{
    private static readonly Revision First = new(1, 7), Anew = new(2, 1);

    [Fact]
    public void Reduce_anEmptyLayerListOfANewLife_addsTheLayersAgain_thoughAMoveWasAcceptedInIt()
    {
        var moved = Take(Known(), new ViewInput.ChangeAccepted(0, Anew, TimeSpan.Zero)).State;

        var (state, effects) = Take(moved, Empty(Anew.Next()));

        Assert.Equal(2, Assert.Single(effects.OfType<ViewEffect.RestoreCanvas>()).State.Layers.Length);
        Assert.Equal(2, state.Layers.Length);
        Assert.True(state.Canvases[0].IsOpening);
    }

    [Fact]
    public void Reduce_anEmptyLayerListOfTheSameLife_isAdopted()
    {
        var (state, effects) = Take(Known(), Empty(First.Next()));

        Assert.Empty(effects.OfType<ViewEffect.RestoreCanvas>());
        Assert.Empty(state.Layers);
    }

    [Fact]
    public void Reduce_whenAddingThemAgainFails_waitsForTheNextLife()
    {
        var restoring = Take(Known(), Empty(Anew)).State;

        var refused = Take(restoring, new ViewInput.CanvasRefused(0, "no answer")).State;

        Assert.Single(Take(refused, Empty(new Revision(3, 0))).Effects.OfType<ViewEffect.RestoreCanvas>());
    }

    private static ViewState Known()
    {
        var state = SampleStates.Of(24, 80);
        return Take(state, new ViewInput.Happened(0, new LayersChanged(SampleStates.Viewer, First, 7, [.. state.Layers.Select(layer => layer.Spec)]))).State;
    }

    private static ViewInput.Happened Empty(Revision revision) =>
        new(0, new LayersChanged(SampleStates.Viewer, revision, revision.Counter, []));

    private static Reduction Take(ViewState state, ViewInput input) => ViewReducer.Reduce(state, input, state.Now);
}
