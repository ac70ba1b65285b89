using Lamella.Grains.Tests.Support;
using Xunit;

namespace Lamella.Grains.Tests.Silos;

/// <summary>A silo is lost while people scrub.</summary>
public sealed class SiloLossTests
{
    private const string LongRuns = "LAMELLA_LONG";

    [Fact]
    public Task TwentyViewers_whoseSiloIsKilled_eachGetTheirLastRevision() => RunAsync(20, TimeSpan.FromSeconds(5));

    [Fact]
    public Task FiftyViewers_whoseSiloIsKilled_eachGetTheirLastRevision()
    {
        Assert.SkipUnless(Environment.GetEnvironmentVariable(LongRuns) == "1", $"Takes 30 s: set {LongRuns}=1.");
        return RunAsync(50, TimeSpan.FromSeconds(30));
    }

    private static async Task RunAsync(int viewers, TimeSpan duration)
    {
        await using var loss = await SiloLoss.StartAsync();

        await loss.RunAsync(viewers, duration, TestContext.Current.CancellationToken);

        TestContext.Current.TestOutputHelper!.WriteLine(
            $"Longest silence of a viewer after the loss {loss.Viewers.Max(viewer => viewer.LongestSilence).TotalSeconds:0.0} s. "
            + string.Join(" ", loss.Viewers.SelectMany(viewer => viewer.Statuses).CountBy(status => status).Select(pair => $"{pair.Value}x {pair.Key}")));
        Assert.Equal(viewers, loss.Viewers.Count);
        Assert.Contains(loss.Viewers, viewer => viewer.LastAccepted.Epoch > viewer.FirstAccepted.Epoch);
        Assert.All(loss.Viewers, viewer => Assert.True(viewer.LastShown >= viewer.LastAccepted, $"{viewer}: {string.Join(", ", viewer.Statuses)}"));
        Assert.All(loss.Viewers, viewer => Assert.True(viewer.IsWhereAsked, $"{viewer}"));
        Assert.All(loss.Viewers, viewer => Assert.True(viewer.IsInOrder, $"{viewer}"));

        // All have unsubscribed; a subscription whose answer was lost with the silo may remain until its client leaves.
        await Eventually.HoldsAsync(() => loss.Subscribers <= viewers / 10, TestContext.Current.CancellationToken);
    }
}
