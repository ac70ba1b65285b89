using System.Collections.Immutable;
using System.ComponentModel.DataAnnotations;
using Lamella.Contracts.Errors;

namespace Lamella.Engine.Arrays.Chunks.Prefetch;

/// <summary>
/// Asks for the chunks that a moving slider is about to need, with <see cref="ChunkPriority.Prefetch"/>: as far ahead as
/// the measured velocity says, never more than a share of what has been shown, and lets go of them when the slider turns
/// or stops. One per layer and viewer. Safe for concurrent use.
/// </summary>
public sealed class ChunkPrefetcher : IDisposable
{
    private readonly Lock _gate = new();
    private readonly IChunkReader _reader;
    private readonly PrefetchOptions _options;
    private readonly SliderMotion _motion;
    private readonly PrefetchLedger _ledger;
    private readonly ITimer _idleTimer;
    private readonly List<Ahead> _ahead = [];
    private ChunkDemand? _late;
    private long _failures;
    private bool _disposed;

    /// <summary>Creates a prefetcher that has seen nothing yet.</summary>
    /// <param name="reader">Who reads.</param>
    /// <param name="options">How far ahead; null for the defaults.</param>
    /// <param name="timeProvider">Measures the slider; null for the system's.</param>
    /// <exception cref="ValidationException">An option is out of its range.</exception>
    public ChunkPrefetcher(IChunkReader reader, PrefetchOptions? options = null, TimeProvider? timeProvider = null)
    {
        ArgumentNullException.ThrowIfNull(reader);
        _reader = reader;
        _options = options ?? new PrefetchOptions();
        Validator.ValidateObject(_options, new ValidationContext(_options), validateAllProperties: true);
        timeProvider ??= TimeProvider.System;
        _motion = new SliderMotion(timeProvider, _options.Idle);
        _ledger = new PrefetchLedger(_options.WasteShare);
        _idleTimer = timeProvider.CreateTimer(
            static state => ((ChunkPrefetcher)state!).Stop(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Chunks shown that had been asked for ahead.</summary>
    public long Foreseen
    {
        get
        {
            lock (_gate)
            {
                return _ledger.Foreseen;
            }
        }
    }

    /// <summary>Chunks asked for ahead and not shown yet.</summary>
    public int Unshown
    {
        get
        {
            lock (_gate)
            {
                return _ledger.Unshown;
            }
        }
    }

    /// <summary>Reads ahead that failed. Whoever wants such a chunk in earnest causes a new read, and learns why.</summary>
    public long Failures => Interlocked.Read(ref _failures);

    /// <summary>Tells that a slice at a position is wanted, and asks for what comes next.</summary>
    /// <param name="shown">The chunks of the slice.</param>
    /// <param name="axis">The array's axis along which the slider moves.</param>
    /// <param name="position">Where the slider is, in elements of that axis.</param>
    public void Follow(ChunkDemand shown, int axis, double position)
    {
        ArgumentNullException.ThrowIfNull(shown);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)axis, (uint)shown.Array.Metadata.Rank, nameof(axis));
        if (shown.Count == 0)
        {
            return;
        }

        List<Ahead> stale = [];
        lock (_gate)
        {
            if (_disposed)
            {
                return;
            }

            NoteShownNeedsLock(shown);
            _ahead.RemoveAll(static ahead => ahead.IsDone);
            if (_motion.Observe(axis, position))
            {
                stale = LetGoNeedsLock(static _ => true);
            }
            else if (_motion.Moves >= _options.MinMoves)
            {
                stale = LetGoNeedsLock(ahead => TravelPath.IsBehind(ahead.Position, shown, axis, _motion.Direction));
                AskNeedsLock(shown, axis, position);
            }

            _idleTimer.Change(PatienceNeedsLock(), Timeout.InfiniteTimeSpan);
        }

        stale.ForEach(static ahead => ahead.Cancel());
    }

    /// <summary>The slider has stopped: lets go of what has not been read yet.</summary>
    public void Stop()
    {
        List<Ahead> stale;
        lock (_gate)
        {
            stale = LetGoNeedsLock(static _ => true);
        }

        stale.ForEach(static ahead => ahead.Cancel());
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_gate)
        {
            _disposed = true;
        }

        _idleTimer.Dispose();
        Stop();
    }

    /// <summary>
    /// A hand that pauses for twice its usual interval has stopped: told early, a read ahead can still be let go in time.
    /// </summary>
    private TimeSpan PatienceNeedsLock()
    {
        var usual = 2 * _motion.Interval;
        return usual > TimeSpan.Zero && usual < _options.Idle ? usual : _options.Idle;
    }

    /// <summary>A slice has been shown if its chunks were at hand when it was asked for, or are when the next one is.</summary>
    private void NoteShownNeedsLock(ChunkDemand shown)
    {
        if (_late is not null && _reader.IsAtHand(_late))
        {
            _ledger.Show(_late);
        }

        _late = null;
        if (_reader.IsAtHand(shown))
        {
            _ledger.Show(shown);
        }
        else
        {
            _late = shown;
        }
    }

    private List<Ahead> LetGoNeedsLock(Predicate<Ahead> condition)
    {
        var stale = _ahead.FindAll(ahead => !ahead.IsDone && condition(ahead));
        stale.ForEach(ahead => _ledger.TakeBack(ahead.Position));
        _ahead.RemoveAll(stale.Contains);
        return stale;
    }

    /// <summary>One demand a chunk, nearest first, so that each can be let go by itself and whole layers are not all or nothing.</summary>
    private void AskNeedsLock(ChunkDemand shown, int axis, double position)
    {
        var rank = shown.Array.Metadata.Rank;
        var distance = _motion.Direction * _motion.Speed * _options.Horizon.TotalSeconds;
        var layers = TravelPath.LayersAhead(shown.Array.Metadata, axis, position, distance);
        var headStart = TravelPath.Layer(shown, axis, _motion.Direction).Length / rank;
        for (var layer = 1; layer <= layers && _ledger.Allowance(headStart) > 0; layer++)
        {
            var indices = TravelPath.Layer(shown, axis, layer * _motion.Direction);
            for (var start = 0; start < indices.Length && _ledger.Allowance(headStart) > 0; start += rank)
            {
                var index = ImmutableArray.Create(indices, start, rank);
                var demand = new ChunkDemand(shown.Array, index, ChunkPriority.Prefetch);
                if (!_reader.IsAtHand(demand) && _ledger.Ask(new ChunkPosition(index.AsMemory())))
                {
                    var ahead = new Ahead(new ChunkPosition(index.AsMemory()));
                    _ahead.Add(ahead);
                    _ = ReadAheadAsync(ahead, demand);
                }
            }
        }
    }

    private async Task ReadAheadAsync(Ahead ahead, ChunkDemand demand)
    {
        try
        {
            await _reader.ReadAsync(demand, static (_, _) => { }, ahead.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // Let go: the outcome that was asked for.
        }
        catch (LamellaException)
        {
            Interlocked.Increment(ref _failures);
            lock (_gate)
            {
                _ledger.TakeBack(ahead.Position);
            }
        }
        finally
        {
            ahead.End();
        }
    }

    /// <summary>One chunk asked for ahead; cancelling it lets it go.</summary>
    private sealed class Ahead(ChunkPosition position) : CancellationTokenSource
    {
        private volatile bool _isDone;

        public ChunkPosition Position => position;

        public bool IsDone => _isDone;

        public void End() => _isDone = true;
    }
}
