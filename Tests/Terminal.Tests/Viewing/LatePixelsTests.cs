using Lamella.Contracts.Slicing;
using Lamella.Contracts.Viewers;
using Lamella.Terminal.Viewing.Input;
using Lamella.Terminal.Viewing.State;
using Xunit;

namespace Lamella.Terminal.Tests.Viewing;

/// <summary>There and back again before the pixels of there have come.</summary>
public sealed class LatePixelsTests
{
    [Fact]
    public void Reduce_pixelsOfAPlaceThatWasLeft_doNotReplaceWhatIsWantedAgain()
    {
        var (there, back) = (new Revision(1, 8), new Revision(1, 9));
        var state = SampleStates.Of(24, 80);
        var shown = state.Canvases[0].Slices[SampleStates.Nuclei].Response.Slice;

        var left = Ready(state, there, number: 2);
        var returned = Ready(left, back, number: 1);
        var late = Take(returned, new ViewInput.PixelsArrived(0, SampleStates.Blob(SampleStates.Nuclei, there, 2), TimeSpan.Zero));

        var now = late.Canvases[0].Slices[SampleStates.Nuclei].Response;
        Assert.Equal((shown, back), (now.Slice, now.Revision));
    }

    private static ViewState Ready(ViewState state, Revision revision, long number) => Take(state, new ViewInput.Happened(
        0, new SliceReady(SampleStates.Viewer, revision, revision.Counter, [SampleStates.Response(SampleStates.Nuclei, revision, number)])));

    private static ViewState Take(ViewState state, ViewInput input) => ViewReducer.Reduce(state, input, state.Now).State;
}
