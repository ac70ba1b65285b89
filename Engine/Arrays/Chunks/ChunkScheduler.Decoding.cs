using Lamella.Engine.Compute;

namespace Lamella.Engine.Arrays.Chunks;

/// <content>Decodes on the compute lane, and delivery to those who wait.</content>
public sealed partial class ChunkScheduler
{
    private readonly ChunkQueue _decodeQueue;
    private readonly DecodePump _urgentPump;
    private readonly DecodePump _patientPump;
    private int _urgentPosted;
    private int _patientPosted;
    private int _decoding;
    private bool _budgetSpent;

    /// <summary>Lane: decodes and delivers the most urgent chunk that is ready for it. Absent chunks pass through too.</summary>
    /// <param name="urgent">Which of the pumps has had its turn.</param>
    internal void DecodeNext(bool urgent)
    {
        ChunkEntry entry;
        EncodedChunk? encoded;
        IChunkedArray source;
        lock (_gate)
        {
            _urgentPosted -= urgent ? 1 : 0;
            _patientPosted -= urgent ? 0 : 1;
            if (TakeDecodeNeedsLock() is not { } taken)
            {
                return;
            }

            entry = taken;
            encoded = entry.Encoded;
            source = entry.Source!;
            StartReadsNeedsLock();
        }

        var start = _timeProvider.GetTimestamp();
        DecodedBuffer? buffer = null;
        Exception? error = null;
        if (encoded is not null)
        {
            try
            {
                buffer = _buffers.Rent(entry.Array.ChunkByteLength);
                source.Decode(encoded, buffer.Span);
            }
            catch (Exception exception)
            {
                error = exception;
            }

            encoded.Dispose();
        }

        EndDecode(entry, buffer, error, _timeProvider.GetElapsedTime(start));
    }

    private void EndDecode(ChunkEntry entry, DecodedBuffer? buffer, Exception? error, TimeSpan elapsed)
    {
        lock (_gate)
        {
            _decoding--;
            _bytesInFlight -= entry.BytesInFlight;
            if (error is null)
            {
                HoldNeedsLock(entry, buffer, elapsed);
            }
            else
            {
                _cache.Release(DecodedCost(entry), entry.CacheClass);
                _budgetSpent = false;
            }

            entry.Encoded = null;
            StartReadsNeedsLock();
            StartDecodesNeedsLock();
        }

        if (error is null)
        {
            DeliverHeld(entry);
            return;
        }

        if (buffer is not null)
        {
            _buffers.Return(buffer);
        }

        Fail(entry, error, "could not be decoded");
    }

    private void HoldNeedsLock(ChunkEntry entry, DecodedBuffer? buffer, TimeSpan elapsed)
    {
        entry.State = ChunkState.Held;
        entry.Buffer = buffer;
        entry.Shown = buffer is null;
        entry.Source = null;
        entry.Index = default;
        entry.Abort = null;
        _cache.AddPinned(entry, entry.WaiterCount > 0 ? entry.Urgency.Priority : ChunkPriority.Background);
        if (buffer is null)
        {
            _absent++;
            return;
        }

        _decodes++;
        _bytesDecoded += buffer.Length;
        if (entry.WaiterCount > 0)
        {
            var first = entry.Waiters[0].Demand;
            first.BytesDecoded += buffer.Length;
            first.DecodeTime += elapsed;
        }
    }

    /// <summary>Lane: calls the consumers of a chunk that has been pinned once for it, and returns that pin.</summary>
    private void DeliverHeld(ChunkEntry entry)
    {
        while (TryBeginDelivery(entry, out var waiter))
        {
            var demand = waiter.Demand;
            try
            {
                demand.Consumer(waiter.Ordinal, entry.Bytes);
            }
            catch (Exception exception)
            {
                LetGo(demand, exception);
            }

            bool ended;
            lock (_gate)
            {
                demand.CountDelivered();
                ended = EndActivityNeedsLock(demand);
            }

            if (ended)
            {
                demand.Complete();
            }
        }
    }

    private bool TryBeginDelivery(ChunkEntry entry, out ChunkWaiter waiter)
    {
        lock (_gate)
        {
            if (!entry.TryTakeWaiter(out waiter))
            {
                UnpinNeedsLock(entry);
                return false;
            }

            waiter.Demand.BeginActivity();
            MarkShownNeedsLock(entry, waiter.Demand.Demand.Priority);
            return true;
        }
    }

    private void MarkShownNeedsLock(ChunkEntry entry, ChunkPriority priority)
    {
        if (priority <= ChunkPriority.Preview)
        {
            _cache.MarkShown(entry);
        }
    }

    private void UnpinNeedsLock(ChunkEntry entry)
    {
        if (_cache.Unpin(entry))
        {
            _budgetSpent = false;
            StartDecodesNeedsLock();
            EndIfIdleNeedsLock();
        }
    }

    private void StartDecodesNeedsLock()
    {
        if (_budgetSpent)
        {
            return;
        }

        var urgent = _decodeQueue.UrgentCount;
        while (_urgentPosted < urgent && _urgentPosted + _decoding < _options.Decodes)
        {
            _urgentPosted++;
            _lane.Post(_urgentPump, ComputePriority.Interactive);
        }

        var patient = _decodeQueue.Count - urgent;
        while (_patientPosted < patient && _patientPosted + _urgentPosted + _decoding < _options.Decodes)
        {
            _patientPosted++;
            _lane.Post(_patientPump, ComputePriority.Background);
        }
    }

    private ChunkEntry? TakeDecodeNeedsLock()
    {
        if (_decoding >= _options.Decodes || _decodeQueue.Peek(ChunkPriority.Background) is not { } entry)
        {
            return null;
        }

        if (!_cache.TryReserve(DecodedCost(entry), entry.Urgency.Priority))
        {
            _budgetSpent = true;
            return null;
        }

        _decodeQueue.Take(entry);
        _bytesAhead -= entry.BytesInFlight;
        entry.CacheClass = entry.Urgency.Priority;
        entry.State = ChunkState.Decoding;
        _decoding++;
        return entry;
    }

    private static long DecodedCost(ChunkEntry entry) =>
        ChunkEntry.Overhead + (entry.Encoded is null ? 0L : entry.Array.ChunkByteLength);

    private void ForgetEvictedNeedsLock(ChunkEntry entry)
    {
        _evictions++;
        if (entry.Buffer is { } buffer)
        {
            _wasted += entry.Shown ? 0 : 1;
            _bytesWasted += entry.Shown ? 0 : buffer.Length;
            entry.Buffer = null;
            _buffers.Return(buffer);
        }

        ForgetNeedsLock(entry);
    }
}
