namespace Lamella.Cli.Sessions;

/// <summary>How a command reaches the service.</summary>
/// <param name="Connect"><c>HOST:PORT</c> of a running service; null starts a silo in this process.</param>
/// <param name="Verbose">Whether the log goes to standard error.</param>
internal sealed record SessionOptions(string? Connect, bool Verbose)
{
    /// <summary>Makes every read wait; only for a silo in this process.</summary>
    public TimeSpan ReadDelay { get; init; }

    /// <summary>The latency log of a silo in this process; null for none.</summary>
    public string? LatencyLog { get; init; }
}
