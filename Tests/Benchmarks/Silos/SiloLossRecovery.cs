using Lamella.Grains.Tests.Support;

namespace Lamella.Benchmarks.Silos;

/// <summary>Fifty viewers on two silos scrub one volume, and one silo is killed: how long until slices flow again.</summary>
internal static class SiloLossRecovery
{
    private const int Viewers = 50;

    /// <summary>Runs it.</summary>
    /// <param name="output">Where the figures go.</param>
    /// <param name="seconds">How long the viewers scrub; the silo is killed in the middle.</param>
    /// <returns>The exit code: 0 where every viewer's last revision arrived.</returns>
    public static async Task<int> RunAsync(TextWriter output, int seconds)
    {
        await using var loss = await SiloLoss.StartAsync();
        await loss.RunAsync(Viewers, TimeSpan.FromSeconds(seconds), CancellationToken.None);
        var silences = loss.Viewers.Select(viewer => viewer.LongestSilence.TotalSeconds).Order().ToList();
        var moved = loss.Viewers.Count(viewer => viewer.LastAccepted.Epoch > viewer.FirstAccepted.Epoch);
        var complete = loss.Viewers.Count(viewer => viewer.LastShown >= viewer.LastAccepted && viewer.IsInOrder);
        await output.WriteLineAsync(
            $"{complete} of {Viewers} viewers ended with their last revision, none out of order; {moved} lived on the lost silo.");
        await output.WriteLineAsync(
            $"Longest time without a slice after the loss: median {silences[silences.Count / 2]:0.0} s, "
            + $"p90 {silences[silences.Count * 9 / 10]:0.0} s, worst {silences[^1]:0.0} s (bar 10 s).");
        return complete == Viewers ? 0 : 1;
    }
}
