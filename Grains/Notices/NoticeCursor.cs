using Lamella.Contracts.Notices;
using Orleans.Streams;

namespace Lamella.Grains.Notices;

/// <summary>How far one subscriber has read a stream. It keeps no batch in memory but the one under way.</summary>
internal sealed class NoticeCursor : IQueueCacheCursor
{
    private readonly NoticeCache _cache;
    private readonly StreamId _stream;
    private readonly NoticeMeters _meters;
    private NoticeBatch? _current;
    private long _after;
    private bool _hasFailed;
    private bool _isDisposed;

    public NoticeCursor(NoticeCache cache, StreamId stream, long after, NoticeMeters meters)
    {
        (_cache, _stream, _after, _meters) = (cache, stream, after, meters);
        meters.OnSubscribers(1);
    }

    public IBatchContainer? GetCurrent(out Exception? exception)
    {
        exception = null;
        return _current;
    }

    public bool MoveNext()
    {
        _current = _cache.Next(_stream, _after, out var skipped);
        if (_current is null)
        {
            return false;
        }

        (_after, _hasFailed) = (_current.Sequence, false);
        _meters.OnDelivered();
        if (skipped > 0)
        {
            _meters.OnSkipped(skipped);
        }

        return true;
    }

    public void Refresh(StreamSequenceToken token)
    {
        // The cache is asked anew with every move.
    }

    public void RecordDeliveryFailure() => _hasFailed = true;

    public void Dispose()
    {
        if (_isDisposed)
        {
            return;
        }

        (_isDisposed, _current) = (true, null);
        _meters.OnSubscribers(-1);
        if (_hasFailed)
        {
            // Failed, and not tried again: the subscriber has been given up.
            _meters.OnForgotten();
        }
    }
}
