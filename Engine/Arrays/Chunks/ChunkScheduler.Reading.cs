using System.Globalization;
using Lamella.Contracts.Errors;

namespace Lamella.Engine.Arrays.Chunks;

/// <content>Reads: started while the limits permit, most urgent first.</content>
public sealed partial class ChunkScheduler
{
    private long _bytesInFlight;
    private long _bytesAhead;

    /// <summary>Thread pool: reads one chunk. Never throws.</summary>
    internal void Read(ChunkEntry entry)
    {
        IChunkedArray? source;
        ReadOnlyMemory<int> index;
        CancellationToken cancellationToken;
        lock (_gate)
        {
            source = entry.Source;
            index = entry.Index;
            cancellationToken = entry.Abort!.Token;
        }

        _ = ReadAndPassOnAsync(entry, source, index, cancellationToken);
    }

    private void StartReadsNeedsLock()
    {
        foreach (var slots in _reads)
        {
            while (NextReadNeedsLock(slots) is { } entry)
            {
                var bytes = (long)entry.Array.ChunkByteLength;
                entry.ReadsAsPatient = slots.Begin(entry);
                entry.State = ChunkState.Reading;
                entry.Abort = new CancellationTokenSource();
                entry.BytesInFlight = bytes;
                _bytesInFlight += bytes;
                _readCount++;
                ThreadPool.UnsafeQueueUserWorkItem(entry, preferLocal: false);
            }
        }
    }

    private ChunkEntry? NextReadNeedsLock(ReadSlots slots)
    {
        var next = slots.Peek();
        if (next is not null && IsFarAheadNeedsLock(next))
        {
            // A patient chunk whose turn has come waits for the decoder; an urgent one behind it need not.
            next = slots.Peek(ChunkPriority.Preview);
        }

        return next is null
            || IsFarAheadNeedsLock(next)
            || (_bytesInFlight > 0 && _bytesInFlight + next.Array.ChunkByteLength > _options.BytesInFlight)
            ? null
            : next;
    }

    private bool IsFarAheadNeedsLock(ChunkEntry entry) =>
        _bytesAhead >= _options.BytesAhead
        && (entry.Urgency.Priority > ChunkPriority.Preview || _decodeQueue.UrgentCount > 0);

    private async Task ReadAndPassOnAsync(
        ChunkEntry entry, IChunkedArray? source, ReadOnlyMemory<int> index, CancellationToken cancellationToken)
    {
        EncodedChunk? encoded = null;
        Exception? error = null;
        try
        {
            cancellationToken.ThrowIfCancellationRequested();
            encoded = source is null ? null : await source.ReadAsync(index, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            error = exception;
        }

        EndRead(entry, encoded, error);
    }

    private void EndRead(ChunkEntry entry, EncodedChunk? encoded, Exception? error)
    {
        lock (_gate)
        {
            _reads[(int)entry.Array.StoreKind].End(entry.ReadsAsPatient);
            _bytesInFlight -= entry.BytesInFlight;
            _bytesRead += encoded?.Bytes.Length ?? 0;
            if (entry.State == ChunkState.Gone)
            {
                _bytesReadInVain += encoded?.Bytes.Length ?? 0;
            }
            else
            {
                NoteReadNeedsLock(entry, encoded);
                if (error is null)
                {
                    entry.Encoded = encoded;
                    entry.BytesInFlight = encoded?.Bytes.Length ?? 0;
                    _bytesInFlight += entry.BytesInFlight;
                    _bytesAhead += entry.BytesInFlight;
                    entry.State = ChunkState.Encoded;
                    _decodeQueue.Add(entry);
                    encoded = null;
                }
            }

            StartReadsNeedsLock();
            StartDecodesNeedsLock();
            EndIfIdleNeedsLock();
        }

        encoded?.Dispose();
        if (error is not null)
        {
            Fail(entry, error, "could not be read");
        }
    }

    private void NoteReadNeedsLock(ChunkEntry entry, EncodedChunk? encoded)
    {
        entry.Waiters[0].Demand.BytesRead += encoded?.Bytes.Length ?? 0;
        var now = _timeProvider.GetTimestamp();
        foreach (var waiter in entry.Waiters)
        {
            var elapsed = _timeProvider.GetElapsedTime(waiter.Demand.StartTimestamp, now);
            waiter.Demand.ReadTime = elapsed > waiter.Demand.ReadTime ? elapsed : waiter.Demand.ReadTime;
        }
    }

    /// <summary>The failure reaches those who wait now and nobody else: whoever asks later causes a new read.</summary>
    private void Fail(ChunkEntry entry, Exception error, string what)
    {
        var batch = new LetGoBatch();
        List<PendingDemand> ended = [];
        lock (_gate)
        {
            if (entry.State == ChunkState.Gone)
            {
                return;
            }

            var failure = Describe(entry, error, what);
            _failures++;
            ForgetNeedsLock(entry);
            while (entry.TryTakeWaiter(out var waiter))
            {
                LetGoNeedsLock(waiter.Demand, failure, batch, ended);
            }

            StartReadsNeedsLock();
            StartDecodesNeedsLock();
            EndIfIdleNeedsLock();
        }

        FinishLettingGo(batch, ended);
    }

    private static LamellaException Describe(ChunkEntry entry, Exception error, string what)
    {
        if (error is LamellaException known)
        {
            return known;
        }

        var index = string.Join(',', entry.Index.ToArray().Select(static i => i.ToString(CultureInfo.InvariantCulture)));
        var code = error switch
        {
            InvalidDataException or EndOfStreamException => LamellaErrorCode.CorruptChunk,
            IOException or OperationCanceledException or TimeoutException or UnauthorizedAccessException => LamellaErrorCode.StoreFailed,
            OutOfMemoryException => LamellaErrorCode.LimitExceeded,
            _ => LamellaErrorCode.Internal,
        };
        return new LamellaException(
            code, $"{entry.Array.Name}: chunk ({index}) {what}: {error.Message}", entry.Array.Name, innerException: error);
    }
}
