using System.Diagnostics.CodeAnalysis;
using Lamella.Contracts.Notices;
using Orleans.Streams;

namespace Lamella.Grains.Notices;

/// <summary>
/// What the subscribers of a queue's streams have still to be told: the newest few batches of each stream. Nobody holds
/// anything back: who is slow jumps. Used by one agent, on its turns.
/// </summary>
internal sealed class NoticeCache(NoticeStreamOptions options, NoticeMeters meters, TimeProvider clock) : IQueueCache
{
    private static readonly TimeSpan SweepPeriod = TimeSpan.FromSeconds(1);

    private readonly Dictionary<StreamId, NoticeRing> _rings = [];
    private long _swept = clock.GetTimestamp();

    public int GetMaxAddCount() => QueueAdapterConstants.UNLIMITED_GET_QUEUE_MSG;

    public bool IsUnderPressure() => false;

    public void AddToCache(IList<IBatchContainer> messages)
    {
        var now = clock.GetTimestamp();
        foreach (var batch in messages.Cast<NoticeBatch>())
        {
            if (!_rings.TryGetValue(batch.StreamId, out var ring))
            {
                _rings.Add(batch.StreamId, ring = new NoticeRing(options.NewestPerStream));
            }

            var before = ring.Count;
            ring.Add(batch, now);
            meters.OnHeld(ring.Count - before);
        }
    }

    /// <summary>Forgets the streams on which nothing has been announced for long.</summary>
    /// <returns>Nothing that the queue would have to be told of.</returns>
    public bool TryPurgeFromCache([MaybeNullWhen(false)] out IList<IBatchContainer> purgedItems)
    {
        purgedItems = null;
        if (clock.GetElapsedTime(_swept) >= SweepPeriod)
        {
            _swept = clock.GetTimestamp();
            foreach (var (stream, ring) in _rings.Where(pair => clock.GetElapsedTime(pair.Value.Touched) > options.KeepFor).ToList())
            {
                _rings.Remove(stream);
                meters.OnHeld(-ring.Count);
            }
        }

        return false;
    }

    /// <summary>A reader of a stream.</summary>
    /// <param name="streamId">The stream.</param>
    /// <param name="token">The first batch it is to have; null: whatever comes from now on.</param>
    public IQueueCacheCursor GetCacheCursor(StreamId streamId, StreamSequenceToken? token)
    {
        var after = token is not null ? token.SequenceNumber - 1
            : _rings.TryGetValue(streamId, out var ring) ? ring.Newest
            : 0;
        return new NoticeCursor(this, streamId, after, meters);
    }

    /// <summary>What comes next for a reader.</summary>
    /// <param name="streamId">The stream.</param>
    /// <param name="after">The sequence that the reader has had.</param>
    /// <param name="skipped">Batches that the reader jumped over.</param>
    public NoticeBatch? Next(StreamId streamId, long after, out long skipped)
    {
        skipped = 0;
        return _rings.TryGetValue(streamId, out var ring) ? ring.Next(after, out skipped) : null;
    }
}
