using Lamella.Engine.Rendering.Cells;
using Lamella.Terminal.Drawing;
using Lamella.Terminal.Tests.Snapshots;
using Lamella.Terminal.Viewing;
using Lamella.Terminal.Viewing.Input;
using Lamella.Terminal.Viewing.Screens;
using Lamella.Terminal.Viewing.State;
using Xunit;

namespace Lamella.Terminal.Tests.Viewing;

/// <summary>Every screen of the viewer, as files that one can look at.</summary>
public sealed class ViewScreenTests
{
    public static TheoryData<int, int> Sizes => new() { { 24, 80 }, { 60, 200 } };

    public static TheoryData<int, int, string> SizesAndDepths => new(
        from size in new[] { (Rows: 24, Columns: 80), (Rows: 60, Columns: 200) }
        from depth in Enum.GetNames<ColorDepth>()
        select new TheoryDataRow<int, int, string>(size.Rows, size.Columns, depth));

    [Theory]
    [MemberData(nameof(SizesAndDepths))]
    public void Draw_aSession_showsPictureSlidersLayersAndLatency(int rows, int columns, string depth)
    {
        var state = SampleStates.Of(rows, columns, Enum.Parse<ColorDepth>(depth));

        Snapshot.Verify(ViewScreen.Draw(Settled(state)), $"session-{depth.ToLowerInvariant()}");
    }

    [Theory]
    [MemberData(nameof(SizesAndDepths))]
    public void Draw_orthogonalViews_showsThreeCanvases(int rows, int columns, string depth)
    {
        var state = Act(SampleStates.Of(rows, columns, Enum.Parse<ColorDepth>(depth)), ViewAction.Orthogonal);

        Snapshot.Verify(ViewScreen.Draw(state), $"orthogonal-{depth.ToLowerInvariant()}");
    }

    [Theory]
    [MemberData(nameof(SizesAndDepths))]
    public void Draw_theInspector_showsWhereTheTimeWent(int rows, int columns, string depth)
    {
        var state = Act(SampleStates.Of(rows, columns, Enum.Parse<ColorDepth>(depth)), ViewAction.Inspector);

        Snapshot.Verify(ViewScreen.Draw(state), $"inspector-{depth.ToLowerInvariant()}");
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Draw_help_showsAllKeys(int rows, int columns) =>
        Snapshot.Verify(ViewScreen.Draw(Act(SampleStates.Of(rows, columns), ViewAction.Help)), "help");

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Draw_messages_showsFailuresInFull(int rows, int columns)
    {
        var state = SampleStates.Of(rows, columns).WithMessage(Tone.Warning, "The service does not answer; trying again.");

        Snapshot.Verify(ViewScreen.Draw(Act(state, ViewAction.Messages)), "messages");
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Draw_aPrompt_showsCompletions(int rows, int columns)
    {
        var opened = Act(SampleStates.Of(rows, columns), ViewAction.AddLayer);
        var written = ViewReducer.Reduce(opened, new ViewInput.Pasted("/data/t"), opened.Now).State;
        var found = ViewReducer.Reduce(
            written, new ViewInput.CompletionsFound("/data/t", ["/data/t1head.zarr", "/data/tubhiswt.zarr"]), opened.Now).State;

        Snapshot.Verify(ViewScreen.Draw(found), "prompt");
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Draw_nothingOpened_saysHowToOpen(int rows, int columns) =>
        Snapshot.Verify(ViewScreen.Draw(new ViewState { Size = new ScreenSize(rows, columns), Address = "this process" }), "empty");

    [Fact]
    public void Draw_tooSmall_saysSo() => Snapshot.Verify(ViewScreen.Draw(SampleStates.Of(5, 25)), "too-small");

    private static ViewState Settled(ViewState state) => ViewReducer.Reduce(state, new ViewInput.Tick(), state.Now).State;

    private static ViewState Act(ViewState state, ViewAction action) =>
        Settling.Settle(KeyReducer.Act(Reduction.Of(Settled(state)), action)).State;
}
