namespace Lamella.Cli.Scrubbing;

/// <summary>What came of scrubbing. Times are from a request to the moment the client was told that its slice is ready.</summary>
/// <param name="Requests">Changes that the viewer accepted.</param>
/// <param name="Shown">Slices announced.</param>
/// <param name="Failed">Requests that ended in a failure.</param>
/// <param name="Latencies">Of the slices shown, sorted.</param>
/// <param name="LastReady">From the first request to the last slice.</param>
/// <param name="BytesRead">Encoded bytes read from the store, also for slices that were cancelled; null where only the service knows.</param>
/// <param name="BytesWasted">Of these, let go before they were decoded; null where only the service knows.</param>
/// <param name="BytesUnshown">Decoded bytes that no slice showed; null where only the service knows.</param>
internal sealed record ScrubReport(
    int Requests,
    int Shown,
    int Failed,
    LatencyHistogram Latencies,
    TimeSpan LastReady,
    long? BytesRead,
    long? BytesWasted,
    long? BytesUnshown)
{
    /// <summary>Requests that a newer one superseded before they were done.</summary>
    public int Cancelled => Requests - Shown - Failed;
}
