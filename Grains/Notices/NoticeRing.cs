using Lamella.Contracts.Notices;

namespace Lamella.Grains.Notices;

/// <summary>The newest few batches of one stream. Not safe for concurrent use.</summary>
internal sealed class NoticeRing(int capacity)
{
    private readonly NoticeBatch[] _batches = new NoticeBatch[capacity];
    private long _added;
    private long _evicted;

    /// <summary>Batches held.</summary>
    public int Count => (int)Math.Min(_added, capacity);

    /// <summary>The sequence of the newest batch; 0 where there is none.</summary>
    public long Newest => _added == 0 ? 0 : At(_added - 1).Sequence;

    /// <summary>When the newest batch was added, in ticks of the clock that stamps it.</summary>
    public long Touched { get; private set; }

    /// <summary>Adds a batch; the oldest gives way where the ring is full.</summary>
    /// <param name="batch">A batch whose sequence is above those before.</param>
    /// <param name="timestamp">Now, in ticks of the clock.</param>
    public void Add(NoticeBatch batch, long timestamp)
    {
        ref var place = ref _batches[_added % capacity];
        _evicted = place?.Sequence ?? 0;
        place = batch;
        _added++;
        Touched = timestamp;
    }

    /// <summary>Finds what a reader is to be given next: the batch that follows, or the newest where that is gone.</summary>
    /// <param name="after">The sequence that the reader has had.</param>
    /// <param name="skipped">Batches that the reader will not get: at least these, since older ones are not counted.</param>
    /// <returns>The batch; null where the reader has had all.</returns>
    public NoticeBatch? Next(long after, out long skipped)
    {
        skipped = 0;
        if (Newest <= after)
        {
            return null;
        }

        if (_evicted > after)
        {
            skipped = Count;
            return At(_added - 1);
        }

        var next = _added - Count;
        while (At(next).Sequence <= after)
        {
            next++;
        }

        return At(next);
    }

    private NoticeBatch At(long ordinal) => _batches[ordinal % capacity];
}
