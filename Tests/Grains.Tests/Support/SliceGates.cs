using System.Collections.Concurrent;
using Lamella.Contracts.Errors;
using Lamella.Engine.Arrays.Chunks;

namespace Lamella.Grains.Tests.Support;

/// <summary>
/// Stands before the chunk schedulers of all silos: a test holds the slices of an array, fails them and counts them.
/// Nothing counts as at hand, so that every slice passes by here.
/// </summary>
internal sealed class SliceGates
{
    private readonly ConcurrentDictionary<string, Gate> _gates = new();

    /// <summary>The gate of an array.</summary>
    public Gate Of(string identity) => _gates.GetOrAdd(identity, static _ => new Gate());

    /// <summary>Puts the gates before a reader.</summary>
    public IChunkReader Before(IChunkReader reader) => new Reader(this, reader);

    /// <summary>The gate of one array.</summary>
    internal sealed class Gate
    {
        private volatile TaskCompletionSource? _hold;
        private volatile string? _failure;
        private int _begun;

        /// <summary>Slices begun so far.</summary>
        public int Begun => Volatile.Read(ref _begun);

        /// <summary>Holds slices that begin from now on.</summary>
        public void Hold() => _hold ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

        /// <summary>Lets all pass, those held and those to come.</summary>
        public void Release()
        {
            var hold = _hold;
            _hold = null;
            hold?.TrySetResult();
        }

        /// <summary>Lets those to come pass until it is disposed; those held stay held.</summary>
        public IDisposable Open()
        {
            var hold = _hold;
            _hold = null;
            return new Closing(this, hold);
        }

        /// <summary>Fails slices from now on; null lets them succeed.</summary>
        public void Fail(string? reason) => _failure = reason;

        public async Task PassAsync(CancellationToken cancellationToken)
        {
            var hold = _hold;
            Interlocked.Increment(ref _begun);
            if (hold is not null)
            {
                await hold.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
            }

            if (_failure is { } failure)
            {
                throw new LamellaException(LamellaErrorCode.StoreFailed, failure);
            }
        }

        private sealed class Closing(Gate gate, TaskCompletionSource? hold) : IDisposable
        {
            public void Dispose() => gate._hold = hold;
        }
    }

    private sealed class Reader(SliceGates gates, IChunkReader reader) : IChunkReader
    {
        public async ValueTask<ChunkReadStatistics> ReadAsync(
            ChunkDemand demand, ChunkConsumer consumer, CancellationToken cancellationToken)
        {
            if (demand.Priority == ChunkPriority.Visible)
            {
                await gates.Of(demand.Array.Metadata.Identity).PassAsync(cancellationToken).ConfigureAwait(false);
            }

            return await reader.ReadAsync(demand, consumer, cancellationToken).ConfigureAwait(false);
        }

        public bool IsAtHand(ChunkDemand demand) => false;

        public ChunkDemand? OnTheirWay(ChunkDemand demand) => null;
    }
}
