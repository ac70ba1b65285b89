using System.Collections.Immutable;
using Lamella.Contracts.Slicing;

namespace Lamella.Terminal.Viewing.State;

/// <summary>How long slices took, as the person at the screen had to wait for them.</summary>
internal sealed record LatencyLog
{
    /// <summary>How many of the last slices count.</summary>
    public const int Window = 256;

    /// <summary>From the change to the slice being drawn, of the last slices, oldest first.</summary>
    public ImmutableQueue<TimeSpan> Recent { get; init; } = [];

    public int Count { get; init; }

    /// <summary>The last one.</summary>
    public TimeSpan Last { get; init; }

    /// <summary>The last one's stages in the service.</summary>
    public SliceTimings Stages { get; init; }

    /// <summary>Of the last one, fetching the pixels.</summary>
    public TimeSpan Fetched { get; init; }

    /// <summary>Revisions that were never shown, because a newer one took their place.</summary>
    public long Skipped { get; init; }

    /// <summary>With one more slice.</summary>
    public LatencyLog Add(TimeSpan total, SliceTimings stages, TimeSpan fetched)
    {
        var recent = Recent.Enqueue(total);
        var isFull = Count == Window;
        return this with
        {
            Recent = isFull ? recent.Dequeue() : recent,
            Count = isFull ? Window : Count + 1,
            Last = total,
            Stages = stages,
            Fetched = fetched,
        };
    }

    /// <summary>The time that a share of the last slices did not exceed (nearest rank); zero before the first.</summary>
    /// <param name="share">0 … 1.</param>
    public TimeSpan Percentile(double share)
    {
        var sorted = Recent.Order().ToArray();
        return sorted.Length == 0 ? TimeSpan.Zero : sorted[Math.Clamp((int)Math.Ceiling(share * sorted.Length) - 1, 0, sorted.Length - 1)];
    }
}
