using Lamella.Cli.Output;

namespace Lamella.Cli.Scrubbing;

/// <summary>How to scrub.</summary>
/// <param name="Axis">The slider.</param>
/// <param name="Interval">Between two requests.</param>
/// <param name="Requests">How many.</param>
internal sealed record ScrubRequest(string Axis, TimeSpan Interval, int Requests)
{
    /// <summary>Checks what the user gave.</summary>
    /// <exception cref="UsageException">A number is out of bounds.</exception>
    public static ScrubRequest Create(string axis, double rate, double seconds, double highestRate, double longestSeconds)
    {
        if (!(rate > 0 && rate <= highestRate))
        {
            throw new UsageException($"--rate {Figures.Number(rate)} is out of bounds; give requests a second above 0, at most {Figures.Number(highestRate)}.");
        }

        if (!(seconds > 0 && seconds <= longestSeconds))
        {
            throw new UsageException($"--seconds {Figures.Number(seconds)} is out of bounds; give seconds above 0, at most {Figures.Number(longestSeconds)}.");
        }

        return new ScrubRequest(axis, TimeSpan.FromSeconds(1 / rate), Math.Max(1, (int)Math.Round(rate * seconds)));
    }
}
