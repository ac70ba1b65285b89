using System.ComponentModel.DataAnnotations;

namespace Lamella.Engine.Arrays.Stores.Http;

/// <summary>How patient HTTP stores are, and how much they do at once.</summary>
public sealed record HttpStoreOptions
{
    /// <summary>Most connections, and with HTTP/1.1 requests, to one host at a time.</summary>
    /// <value>Default: 32.</value>
    [Range(1, 1024)]
    public int ConnectionsPerHost { get; init; } = 32;

    /// <summary>Most time for a connection to be made.</summary>
    /// <value>Default: 5 s.</value>
    [Range(typeof(TimeSpan), "00:00:00.001", "00:10:00")]
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Most time without a sign of life: before the response begins, and between two parts of its body.</summary>
    /// <value>Default: 15 s.</value>
    [Range(typeof(TimeSpan), "00:00:00.001", "01:00:00")]
    public TimeSpan StallTimeout { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>Most repetitions of a request that failed in a way that may pass: no connection, stalled, cut off, 408, 429, 5xx.</summary>
    /// <value>Default: 3.</value>
    [Range(0, 20)]
    public int Retries { get; init; } = 3;

    /// <summary>Wait before the first repetition; doubles with each, with jitter.</summary>
    /// <value>Default: 200 ms.</value>
    [Range(typeof(TimeSpan), "00:00:00.001", "00:01:00")]
    public TimeSpan RetryDelay { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <summary>Most that a server's Retry-After is waited for. A server that asks for more is not asked again.</summary>
    /// <value>Default: 10 s.</value>
    [Range(typeof(TimeSpan), "00:00:00", "01:00:00")]
    public TimeSpan MaxRetryAfter { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Most redirects followed for one request. Each is checked against the policy.</summary>
    /// <value>Default: 5.</value>
    [Range(0, 20)]
    public int MaxRedirects { get; init; } = 5;

    /// <summary>Most bytes read and thrown away where a server ignores Range and sends everything.</summary>
    /// <value>Default: 16 MiB.</value>
    [Range(0, int.MaxValue)]
    public int MaxSkippedBytes { get; init; } = 16 << 20;
}
