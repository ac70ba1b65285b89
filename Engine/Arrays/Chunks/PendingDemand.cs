namespace Lamella.Engine.Arrays.Chunks;

/// <summary>
/// A demand that waits for chunks. Everything is guarded by the scheduler's lock. It ends once: when all chunks are
/// delivered, or when it has been let go of and no call to its consumer is under way.
/// </summary>
internal sealed class PendingDemand(
    ChunkScheduler scheduler,
    ChunkDemand demand,
    ArrayChunks array,
    ChunkConsumer consumer,
    long startTimestamp,
    CancellationToken cancellationToken)
    : TaskCompletionSource<ChunkReadStatistics>(TaskCreationOptions.RunContinuationsAsynchronously)
{
    private Exception? _error;
    private bool _cancelled;
    private int _active;

    public ChunkScheduler Scheduler { get; } = scheduler;

    public ChunkDemand Demand { get; } = demand;

    public ArrayChunks Array { get; } = array;

    public ChunkConsumer Consumer { get; } = consumer;

    /// <summary>When it was asked for, by the scheduler's time provider.</summary>
    public long StartTimestamp { get; } = startTimestamp;

    /// <summary>Per ordinal, the chunk that was or is waited for; null where it is delivered inline.</summary>
    public ChunkEntry?[] Awaited { get; } = new ChunkEntry?[demand.Count];

    public int Remaining { get; private set; } = demand.Count;

    public bool IsLetGo => _cancelled || _error is not null;

    public int Hits { get; set; }

    public int Joins { get; set; }

    public long BytesRead { get; set; }

    public long BytesDecoded { get; set; }

    public TimeSpan ReadTime { get; set; }

    public TimeSpan DecodeTime { get; set; }

    /// <summary>Something that may call the consumer begins; the demand cannot end before <see cref="EndActivity"/>.</summary>
    public void BeginActivity() => _active++;

    /// <summary>What began has ended.</summary>
    /// <returns>Whether the demand has ended, so that <see cref="Complete"/> is due outside the lock.</returns>
    public bool EndActivity() => --_active == 0 && (Remaining == 0 || IsLetGo);

    public void CountDelivered() => Remaining--;

    /// <summary>Lets go: the first reason counts.</summary>
    /// <param name="error">Why, or null for a cancellation.</param>
    /// <returns>Whether the demand has ended, so that <see cref="Complete"/> is due outside the lock.</returns>
    public bool LetGo(Exception? error)
    {
        if (IsLetGo || (Remaining == 0 && _active == 0))
        {
            return false;
        }

        _error = error;
        _cancelled = error is null;
        return _active == 0;
    }

    /// <summary>Ends the task. Called once, outside the lock.</summary>
    public void Complete()
    {
        if (_error is not null)
        {
            SetException(_error);
        }
        else if (_cancelled)
        {
            SetCanceled(cancellationToken);
        }
        else
        {
            SetResult(new ChunkReadStatistics(
                Demand.Count, Hits, Joins, BytesRead, BytesDecoded, ReadTime, DecodeTime));
        }
    }
}
