using System.Buffers;
using System.Collections.Immutable;
using System.ComponentModel.DataAnnotations;
using Lamella.Contracts.Errors;
using Lamella.Engine.Compute;

namespace Lamella.Engine.Arrays.Chunks;

/// <summary>
/// Owns every read and every decoded byte of one silo: joins demands for the same chunk, reads the most urgent first
/// within named limits, decodes on the compute lane, and keeps decoded chunks within a budget of bytes. Safe for
/// concurrent use. The states of a chunk and who may evict whom are told in docs/chunks.md.
/// </summary>
/// <remarks>
/// Reads are started on the thread pool, so that a store that blocks holds up neither grain turns nor decodes. Consumers
/// run on the caller's thread for chunks at hand, and on the lane for the others.
/// </remarks>
public sealed partial class ChunkScheduler : IChunkReader, IAsyncDisposable
{
    /// <summary>Buffers kept between two chunks, at most this, on top of the budget.</summary>
    private const long MaxSpareBytes = 32L << 20;

    private const int MaxStackKeys = 64;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, ArrayChunks> _arrays = [];
    private readonly HashSet<PendingDemand> _pending = [];
    private readonly ReadSlots[] _reads;
    private readonly ChunkSchedulerOptions _options;
    private readonly ComputeLane _lane;
    private readonly TimeProvider _timeProvider;
    private readonly ChunkCache _cache;
    private readonly DecodedBufferPool _buffers;
    private readonly ChunkMeters _meters;
    private readonly TaskCompletionSource _idle = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private ulong _tickets;
    private bool _disposed;

    /// <summary>Creates a scheduler.</summary>
    /// <param name="lane">Where chunks are decoded and delivered; outlives the scheduler.</param>
    /// <param name="options">The limits; null for the defaults.</param>
    /// <param name="timeProvider">Measures reads and decodes; null for the system's.</param>
    /// <exception cref="ValidationException">An option is out of its range.</exception>
    public ChunkScheduler(ComputeLane lane, ChunkSchedulerOptions? options = null, TimeProvider? timeProvider = null)
    {
        ArgumentNullException.ThrowIfNull(lane);
        _options = options ?? new ChunkSchedulerOptions();
        Validator.ValidateObject(_options, new ValidationContext(_options), validateAllProperties: true);
        _lane = lane;
        _timeProvider = timeProvider ?? TimeProvider.System;
        _cache = new ChunkCache(_options.DecodedBytes, ForgetEvictedNeedsLock);
        _buffers = new DecodedBufferPool(Math.Min(MaxSpareBytes, _options.DecodedBytes / 8));
        _reads =
        [
            new ReadSlots(_options.MemoryReads, _options),
            new ReadSlots(_options.FileReads, _options),
            new ReadSlots(_options.RemoteReads, _options),
        ];
        _decodeQueue = new ChunkQueue(_options.Patience);
        _urgentPump = new DecodePump(this, urgent: true);
        _patientPump = new DecodePump(this, urgent: false);
        _meters = new ChunkMeters(this);
    }

    /// <inheritdoc/>
    public ValueTask<ChunkReadStatistics> ReadAsync(
        ChunkDemand demand, ChunkConsumer consumer, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(demand);
        ArgumentNullException.ThrowIfNull(consumer);
        if (cancellationToken.IsCancellationRequested)
        {
            return ValueTask.FromCanceled<ChunkReadStatistics>(cancellationToken);
        }

        var count = demand.Count;
        long[]? rented = null;
        var keys = count <= MaxStackKeys ? stackalloc long[count] : (rented = ArrayPool<long>.Shared.Rent(count)).AsSpan(0, count);
        try
        {
            return DeliverOrWait(demand, keys, consumer, cancellationToken);
        }
        catch (Exception exception) when (exception is not ArgumentNullException)
        {
            return ValueTask.FromException<ChunkReadStatistics>(exception);
        }
        finally
        {
            if (rented is not null)
            {
                ArrayPool<long>.Shared.Return(rented);
            }
        }
    }

    /// <inheritdoc/>
    public bool IsAtHand(ChunkDemand demand)
    {
        ArgumentNullException.ThrowIfNull(demand);
        var array = Attach(demand.Array.Metadata);
        try
        {
            var keys = new long[demand.Count];
            array.GetKeys(demand, keys);
            for (var ordinal = 0; ordinal < keys.Length; ordinal++)
            {
                if (demand.Array.GetResident(demand.ChunkIndex(ordinal).Span).IsEmpty && !IsHeld(array, keys[ordinal]))
                {
                    return false;
                }
            }

            return true;
        }
        finally
        {
            Detach(array);
        }
    }

    /// <inheritdoc/>
    public ChunkDemand? OnTheirWay(ChunkDemand demand)
    {
        ArgumentNullException.ThrowIfNull(demand);
        var array = Attach(demand.Array.Metadata);
        try
        {
            var keys = new long[demand.Count];
            array.GetKeys(demand, keys);
            var indices = ImmutableArray.CreateBuilder<int>();
            lock (_gate)
            {
                for (var ordinal = 0; ordinal < keys.Length; ordinal++)
                {
                    if (array.Chunks.TryGetValue(keys[ordinal], out var entry) && entry.State != ChunkState.Held)
                    {
                        indices.AddRange(demand.ChunkIndex(ordinal).Span);
                    }
                }
            }

            return indices.Count == 0 ? null : demand with { ChunkIndices = indices.ToImmutable() };
        }
        finally
        {
            Detach(array);
        }
    }

    /// <summary>
    /// Lets go of every demand, aborts every read, waits for reads and decodes that are under way, and frees the memory.
    /// Demands end with <see cref="LamellaErrorCode.Unavailable"/>.
    /// </summary>
    public async ValueTask DisposeAsync()
    {
        var batch = new LetGoBatch();
        List<PendingDemand> ended = [];
        lock (_gate)
        {
            if (!_disposed)
            {
                _disposed = true;
                var error = new LamellaException(LamellaErrorCode.Unavailable, "Chunks are no longer read: the silo stops.");
                foreach (var demand in _pending.ToArray())
                {
                    LetGoNeedsLock(demand, error, batch, ended);
                }
            }

            EndIfIdleNeedsLock();
        }

        FinishLettingGo(batch, ended);
        await _idle.Task.ConfigureAwait(false);
        lock (_gate)
        {
            _cache.Clear();
        }

        _buffers.Dispose();
        _meters.Dispose();
    }

    /// <summary>Forgets every chunk that no consumer is reading. Chunks on their way are not touched.</summary>
    public void ClearCache()
    {
        lock (_gate)
        {
            _cache.Clear();
        }
    }

    private bool IsHeld(ArrayChunks array, long key)
    {
        lock (_gate)
        {
            return array.Chunks.TryGetValue(key, out var entry) && entry.State == ChunkState.Held;
        }
    }

    private ArrayChunks Attach(ArrayMetadata metadata)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            if (!_arrays.TryGetValue(metadata.Identity, out var array))
            {
                _arrays.Add(metadata.Identity, array = new ArrayChunks(metadata.Identity, metadata));
            }
            else if (!array.Fits(metadata))
            {
                var name = $"{metadata.Identity} [{string.Join(',', metadata.Shape)}/{string.Join(',', metadata.ChunkShape)}/{metadata.DataType}]";
                if (!_arrays.TryGetValue(name, out array))
                {
                    _arrays.Add(name, array = new ArrayChunks(name, metadata));
                }
            }

            array.References++;
            return array;
        }
    }

    private void Detach(ArrayChunks array)
    {
        lock (_gate)
        {
            DetachNeedsLock(array);
        }
    }

    private void DetachNeedsLock(ArrayChunks array)
    {
        if (--array.References == 0)
        {
            _arrays.Remove(array.Name);
        }
    }

    private void ForgetNeedsLock(ChunkEntry entry)
    {
        entry.State = ChunkState.Gone;
        entry.Source = null;
        entry.Index = default;
        entry.Array.Chunks.Remove(entry.Key);
        DetachNeedsLock(entry.Array);
    }

    private void EndIfIdleNeedsLock()
    {
        if (_disposed && _decoding == 0 && _cache.Pinned == 0 && _pending.Count == 0 && _reads.All(static slots => slots.Active == 0))
        {
            _idle.TrySetResult();
        }
    }
}
