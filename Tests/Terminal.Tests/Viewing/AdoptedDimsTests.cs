using Lamella.Contracts.Geometry;
using Lamella.Contracts.Slicing;
using Lamella.Contracts.Viewers;
using Lamella.Terminal.Viewing.Input;
using Lamella.Terminal.Viewing.State;
using Xunit;

namespace Lamella.Terminal.Tests.Viewing;

/// <summary>Whose Dims hold while changes are on their way.</summary>
public sealed class AdoptedDimsTests
{
    private static readonly Dims Told = SampleStates.Dims.WithPoint(1, 3);

    [Fact]
    public void Reduce_dimsOfTheService_areTaken_whileOnlyAFieldOfViewIsOnItsWay()
    {
        var waiting = SampleStates.Of(24, 80).WithCanvas(0, canvas => canvas with { Unanswered = 1 });

        Assert.Equal(3, PointAfter(waiting));
    }

    [Fact]
    public void Reduce_dimsOfTheService_areNotTaken_whileOnesOwnAreOnTheirWay()
    {
        var moved = DimsChanges.Move(Reduction.Of(SampleStates.Of(24, 80)), dims => dims.WithPoint(1, 30)).State;

        Assert.Equal(30, PointAfter(moved));
        Assert.Equal(3, PointAfter(Take(moved, new ViewInput.ChangeAccepted(0, new Revision(1, 8), TimeSpan.Zero))));
    }

    private static double PointAfter(ViewState state) =>
        Take(state, new ViewInput.Happened(0, new DimsChanged(SampleStates.Viewer, new Revision(1, 8), 8, Told, null))).Canvases[0].Dims.Point[1];

    private static ViewState Take(ViewState state, ViewInput input) => ViewReducer.Reduce(state, input, state.Now).State;
}
