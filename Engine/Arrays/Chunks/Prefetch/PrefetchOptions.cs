using System.ComponentModel.DataAnnotations;

namespace Lamella.Engine.Arrays.Chunks.Prefetch;

/// <summary>How far a <see cref="ChunkPrefetcher"/> looks ahead, and how much it may be wrong.</summary>
public sealed record PrefetchOptions
{
    /// <summary>How far ahead, in time at the slider's present velocity: the time a read takes, and a little more.</summary>
    /// <value>Default: 250 ms.</value>
    [Range(typeof(TimeSpan), "00:00:00", "00:01:00")]
    public TimeSpan Horizon { get; init; } = TimeSpan.FromMilliseconds(250);

    /// <summary>
    /// Most chunks asked for ahead and not shown yet, as a share of the chunks shown so far. Because it bounds what is
    /// outstanding, it bounds what can ever be wasted. One layer of chunks is always allowed: without it nothing begins.
    /// </summary>
    /// <value>Default: 0.05, which leaves room for that layer.</value>
    [Range(0.0, 1.0)]
    public double WasteShare { get; init; } = 0.05;

    /// <summary>Moves in one direction before it counts as travel.</summary>
    /// <value>Default: 3.</value>
    [Range(1, 100)]
    public int MinMoves { get; init; } = 3;

    /// <summary>
    /// A slider that has not moved for this long, or for twice its usual interval, has stopped: what was asked for ahead
    /// and has not been read is let go.
    /// </summary>
    /// <value>Default: 300 ms.</value>
    [Range(typeof(TimeSpan), "00:00:00.001", "00:01:00")]
    public TimeSpan Idle { get; init; } = TimeSpan.FromMilliseconds(300);
}
