namespace Lamella.Cli.Scrubbing;

/// <summary>Where a hand moves a slider: from the middle to one end, to the other, and back, slower at the ends.</summary>
internal static class ScrubTrace
{
    /// <summary>One slider position a request.</summary>
    /// <param name="steps">Positions of the slider, ≥ 1.</param>
    /// <param name="requests">How many requests.</param>
    public static long[] Create(long steps, int requests)
    {
        var trace = new long[requests];
        for (var index = 0; index < requests; index++)
        {
            var turn = Math.Sin(2 * Math.PI * index / requests);
            trace[index] = (long)Math.Round((steps - 1) * (turn + 1) / 2);
        }

        return trace;
    }
}
