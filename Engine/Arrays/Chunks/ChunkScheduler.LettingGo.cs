namespace Lamella.Engine.Arrays.Chunks;

/// <content>Letting go of demands, and of chunks that nobody wants any more.</content>
public sealed partial class ChunkScheduler
{
    private static void LetGoOnCancel(PendingDemand pending) => pending.Scheduler.LetGo(pending, error: null);

    private void LetGo(PendingDemand pending, Exception? error)
    {
        var batch = new LetGoBatch();
        List<PendingDemand> ended = [];
        lock (_gate)
        {
            LetGoNeedsLock(pending, error, batch, ended);
            StartReadsNeedsLock();
            StartDecodesNeedsLock();
        }

        FinishLettingGo(batch, ended);
    }

    private void LetGoNeedsLock(PendingDemand pending, Exception? error, LetGoBatch batch, List<PendingDemand> ended)
    {
        if (!_pending.Contains(pending) || pending.IsLetGo)
        {
            return;
        }

        if (pending.LetGo(error))
        {
            RemovePendingNeedsLock(pending);
            ended.Add(pending);
        }

        foreach (var entry in pending.Awaited)
        {
            if (entry is null || !entry.RemoveWaiters(pending))
            {
                continue;
            }

            if (entry.WaiterCount == 0)
            {
                AbandonNeedsLock(entry, batch);
            }
            else
            {
                ChangeUrgencyNeedsLock(entry, entry.MostUrgent());
            }
        }
    }

    /// <summary>Nobody wants the chunk any more: whatever has not been done for it is not done.</summary>
    private void AbandonNeedsLock(ChunkEntry entry, LetGoBatch batch)
    {
        switch (entry.State)
        {
            case ChunkState.Queued:
                _reads[(int)entry.Array.StoreKind].Queue.Remove(entry);
                break;
            case ChunkState.Reading:
                // Cancels the token at once; the store's reaction runs on the thread pool, so that closing a hundred
                // requests never holds up the one who moved on.
                _ = entry.Abort!.CancelAsync();
                break;
            case ChunkState.Encoded:
                _decodeQueue.Remove(entry);
                _bytesAhead -= entry.BytesInFlight;
                _bytesInFlight -= entry.BytesInFlight;
                _bytesReadInVain += entry.BytesInFlight;
                if (entry.Encoded is { } encoded)
                {
                    batch.Add(encoded);
                    entry.Encoded = null;
                }

                break;
            default:
                return;
        }

        _cancels++;
        ForgetNeedsLock(entry);
    }

    private void RemovePendingNeedsLock(PendingDemand pending)
    {
        _pending.Remove(pending);
        DetachNeedsLock(pending.Array);
        EndIfIdleNeedsLock();
    }

    private bool EndActivityNeedsLock(PendingDemand pending)
    {
        if (!pending.EndActivity())
        {
            return false;
        }

        RemovePendingNeedsLock(pending);
        return true;
    }

    private static void FinishLettingGo(LetGoBatch batch, List<PendingDemand> ended)
    {
        batch.GiveBack();
        foreach (var pending in ended)
        {
            pending.Complete();
        }
    }
}
