using Lamella.Terminal.Tests.Snapshots;
using Lamella.Terminal.Viewing;
using Lamella.Terminal.Viewing.Input;
using Lamella.Terminal.Viewing.Screens;
using Lamella.Terminal.Viewing.State;
using Xunit;

namespace Lamella.Terminal.Tests.Viewing;

/// <summary>Which paths are completed: those of this machine, where they are looked for on this machine.</summary>
public sealed class CompletionTests
{
    [Theory]
    [InlineData("this process", true)]
    [InlineData("this host's cluster", true)]
    [InlineData("localhost:30000", true)]
    [InlineData("127.0.0.1:30000,[::1]:30001", true)]
    [InlineData("cells.example.org:30000", false)]
    [InlineData("localhost:30000,10.0.0.7:30000", false)]
    public void Write_aPathOfTheService_isCompletedWhereItIsOfThisMachine(string address, bool isCompleted)
    {
        var effects = Write(address, ViewAction.AddLayer);

        Assert.Equal(isCompleted, effects.OfType<ViewEffect.Complete>().Any());
    }

    [Fact]
    public void Write_aWorkspace_isCompletedWhereverTheServiceIs() =>
        Assert.EndsWith("/data", Assert.Single(Write("cells.example.org:30000", ViewAction.LoadWorkspace).OfType<ViewEffect.Complete>()).Text, StringComparison.Ordinal);

    [Fact]
    public void Draw_whileTheServiceIsElsewhere_saysWherePathsAreAndThatTheyAreNotCompleted()
    {
        var state = Reached("cells.example.org:30000");
        var prompt = KeyReducer.Act(Reduction.Of(state), ViewAction.AddLayer).State;
        var help = KeyReducer.Act(Reduction.Of(state), ViewAction.Help).State;

        Assert.Contains("open on cells.example.org:30000:", Snapshot.TextOf(ViewScreen.Draw(prompt)), StringComparison.Ordinal);
        Assert.Contains("add by its path there, no tab", Snapshot.TextOf(ViewScreen.Draw(help)), StringComparison.Ordinal);
    }

    private static ViewState Reached(string address) =>
        ViewReducer.Reduce(SampleStates.Of(60, 200), new ViewInput.ServiceReached(address), TimeSpan.Zero).State;

    private static IReadOnlyList<ViewEffect> Write(string address, ViewAction action)
    {
        var opened = KeyReducer.Act(Reduction.Of(Reached(address)), action).State;
        return [.. ViewReducer.Reduce(opened, new ViewInput.Pasted("/data"), opened.Now).Effects];
    }
}
