namespace Lamella.Cli.Bench;

/// <summary>25 requests in a second.</summary>
/// <param name="How">Synchronously or asynchronously.</param>
/// <param name="LastReady">From the first request to the last request's slice.</param>
/// <param name="Slices">Slices made.</param>
/// <param name="Stale">Of these, those that a newer request had overtaken by then.</param>
/// <param name="BytesRead">Encoded bytes read.</param>
/// <param name="BytesWasted">Bytes read or decoded that were never shown, or shown too late.</param>
internal sealed record ScrubRow(string How, TimeSpan LastReady, long Slices, long Stale, long BytesRead, long BytesWasted);
