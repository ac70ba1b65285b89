namespace Lamella.Engine.Arrays.Chunks;

/// <content>What is counted.</content>
public sealed partial class ChunkScheduler
{
    private long _readCount;
    private long _bytesRead;
    private long _bytesReadInVain;
    private long _hits;
    private long _joins;
    private long _cancels;
    private long _decodes;
    private long _bytesDecoded;
    private long _absent;
    private long _failures;
    private long _evictions;
    private long _wasted;
    private long _bytesWasted;

    /// <summary>What has been done so far, and what is held now.</summary>
    public ChunkSchedulerCounters GetCounters()
    {
        lock (_gate)
        {
            return new ChunkSchedulerCounters
            {
                Reads = _readCount,
                BytesRead = _bytesRead,
                BytesReadInVain = _bytesReadInVain,
                Hits = _hits,
                Joins = _joins,
                Cancels = _cancels,
                Decodes = _decodes,
                BytesDecoded = _bytesDecoded,
                Absent = _absent,
                Failures = _failures,
                Evictions = _evictions,
                Wasted = _wasted,
                BytesWasted = _bytesWasted,
                BytesUnshown = _cache.Unshown,
                BytesHeld = _cache.Used,
                BytesInFlight = _bytesInFlight,
                Queued = _reads.Sum(static slots => slots.Queue.Count),
                Reading = _reads.Sum(static slots => slots.Active),
                Decoding = _decodeQueue.Count + _decoding,
                Held = _cache.Count,
                Pinned = _cache.Pinned,
            };
        }
    }
}
