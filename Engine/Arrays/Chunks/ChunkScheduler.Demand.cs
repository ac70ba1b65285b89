namespace Lamella.Engine.Arrays.Chunks;

/// <content>Taking demands on.</content>
public sealed partial class ChunkScheduler
{
    private ValueTask<ChunkReadStatistics> DeliverOrWait(
        ChunkDemand demand, Span<long> keys, ChunkConsumer consumer, CancellationToken cancellationToken)
    {
        var array = Attach(demand.Array.Metadata);
        PendingDemand? pending = null;
        var hits = 0;
        Exception? error = null;
        try
        {
            array.GetKeys(demand, keys);
            AwaitMissing(demand, array, keys, consumer, ref pending, cancellationToken);
            hits = DeliverAtHand(demand, array, keys, consumer, ref pending, cancellationToken);
        }
        catch (Exception exception)
        {
            error = exception;
        }

        if (pending is not null)
        {
            return new(FinishAsync(pending, hits, error, cancellationToken));
        }

        lock (_gate)
        {
            _hits += hits;
            DetachNeedsLock(array);
        }

        return error switch
        {
            null => new(new ChunkReadStatistics(keys.Length, hits, 0, 0, 0, TimeSpan.Zero, TimeSpan.Zero)),
            OperationCanceledException when cancellationToken.IsCancellationRequested =>
                ValueTask.FromCanceled<ChunkReadStatistics>(cancellationToken),
            _ => ValueTask.FromException<ChunkReadStatistics>(error),
        };
    }

    /// <summary>Asks for the chunks that are not at hand, before the others are delivered, so that reads start first.</summary>
    private void AwaitMissing(
        ChunkDemand demand,
        ArrayChunks array,
        ReadOnlySpan<long> keys,
        ChunkConsumer consumer,
        ref PendingDemand? pending,
        CancellationToken cancellationToken)
    {
        for (var ordinal = 0; ordinal < keys.Length; ordinal++)
        {
            if (!demand.Array.GetResident(demand.ChunkIndex(ordinal).Span).IsEmpty)
            {
                continue;
            }

            lock (_gate)
            {
                // A chunk joined a moment ago may have failed since: a demand that was let go wants nothing more.
                if (pending is { IsLetGo: true })
                {
                    break;
                }

                if (!array.Chunks.TryGetValue(keys[ordinal], out var entry) || entry.State != ChunkState.Held)
                {
                    pending ??= BeginPendingNeedsLock(demand, array, consumer, cancellationToken);
                    AwaitNeedsLock(pending, ordinal, keys[ordinal], entry);
                }
            }
        }

        if (pending is not null)
        {
            lock (_gate)
            {
                StartReadsNeedsLock();
                StartDecodesNeedsLock();
            }
        }
    }

    private int DeliverAtHand(
        ChunkDemand demand,
        ArrayChunks array,
        ReadOnlySpan<long> keys,
        ChunkConsumer consumer,
        ref PendingDemand? pending,
        CancellationToken cancellationToken)
    {
        var hits = 0;
        for (var ordinal = 0; ordinal < keys.Length; ordinal++)
        {
            if (pending?.Awaited[ordinal] is not null)
            {
                continue;
            }

            cancellationToken.ThrowIfCancellationRequested();
            var resident = demand.Array.GetResident(demand.ChunkIndex(ordinal).Span);
            if (!resident.IsEmpty)
            {
                consumer(ordinal, resident.Span);
                EndInline(null, pending);
                hits++;
            }
            else if (PinOrAwait(demand, array, keys[ordinal], ordinal, consumer, ref pending, cancellationToken) is { } entry)
            {
                try
                {
                    consumer(ordinal, entry.Bytes);
                }
                finally
                {
                    EndInline(entry, pending);
                }

                hits++;
            }
            else if (pending is { IsLetGo: true })
            {
                break;
            }
        }

        return hits;
    }

    private ChunkEntry? PinOrAwait(
        ChunkDemand demand,
        ArrayChunks array,
        long key,
        int ordinal,
        ChunkConsumer consumer,
        ref PendingDemand? pending,
        CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (pending is { IsLetGo: true })
            {
                return null;
            }

            ObjectDisposedException.ThrowIf(_disposed, this);
            if (array.Chunks.TryGetValue(key, out var entry) && entry.State == ChunkState.Held)
            {
                _cache.Pin(entry, demand.Priority);
                MarkShownNeedsLock(entry, demand.Priority);
                return entry;
            }

            // Evicted since it was seen: the demand waits for it after all.
            pending ??= BeginPendingNeedsLock(demand, array, consumer, cancellationToken, delivered: ordinal);
            AwaitNeedsLock(pending, ordinal, key, entry);
            StartReadsNeedsLock();
            StartDecodesNeedsLock();
            return null;
        }
    }

    private void EndInline(ChunkEntry? entry, PendingDemand? pending)
    {
        if (entry is null && pending is null)
        {
            return;
        }

        lock (_gate)
        {
            pending?.CountDelivered();
            if (entry is not null)
            {
                UnpinNeedsLock(entry);
            }
        }
    }

    private PendingDemand BeginPendingNeedsLock(
        ChunkDemand demand, ArrayChunks array, ChunkConsumer consumer, CancellationToken cancellationToken, int delivered = 0)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        var pending = new PendingDemand(this, demand, array, consumer, _timeProvider.GetTimestamp(), cancellationToken);
        for (var i = 0; i < delivered; i++)
        {
            pending.CountDelivered();
        }

        pending.BeginActivity();
        _pending.Add(pending);
        return pending;
    }

    private void AwaitNeedsLock(PendingDemand pending, int ordinal, long key, ChunkEntry? entry)
    {
        var waiter = new ChunkWaiter(pending, ordinal, new ChunkUrgency(pending.Demand.Priority, _tickets++));
        if (entry is null)
        {
            entry = new ChunkEntry(this, pending.Array, key, pending.Demand.Array, pending.Demand.ChunkIndex(ordinal))
            {
                Urgency = waiter.Urgency,
            };
            pending.Array.Chunks.Add(key, entry);
            pending.Array.References++;
            _reads[(int)pending.Array.StoreKind].Queue.Add(entry);
        }
        else
        {
            _joins++;
            pending.Joins++;
            if (waiter.Urgency.CompareTo(entry.Urgency) < 0 || entry.WaiterCount == 0)
            {
                ChangeUrgencyNeedsLock(entry, waiter.Urgency);
            }
        }

        entry.AddWaiter(waiter);
        pending.Awaited[ordinal] = entry;
    }

    private void ChangeUrgencyNeedsLock(ChunkEntry entry, ChunkUrgency urgency)
    {
        switch (entry.State)
        {
            case ChunkState.Queued:
                _reads[(int)entry.Array.StoreKind].Queue.ChangeUrgency(entry, urgency);
                break;
            case ChunkState.Encoded:
                _decodeQueue.ChangeUrgency(entry, urgency);
                break;
            default:
                entry.Urgency = urgency;
                break;
        }
    }

    private async Task<ChunkReadStatistics> FinishAsync(
        PendingDemand pending, int hits, Exception? error, CancellationToken cancellationToken)
    {
        if (error is not null)
        {
            LetGo(pending, error is OperationCanceledException && cancellationToken.IsCancellationRequested ? null : error);
        }

        bool ended;
        lock (_gate)
        {
            _hits += hits;
            pending.Hits = hits;
            ended = EndActivityNeedsLock(pending);
        }

        if (ended)
        {
            pending.Complete();
        }

        using (cancellationToken.UnsafeRegister(static state => LetGoOnCancel((PendingDemand)state!), pending))
        {
            return await pending.Task.ConfigureAwait(false);
        }
    }
}
