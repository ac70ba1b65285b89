using Lamella.Contracts.Errors;

namespace Lamella.Engine.Arrays.Chunks;

/// <summary>Brings the decoded chunks of arrays to those who want them; the chunk scheduler is the one that counts.</summary>
public interface IChunkReader
{
    /// <summary>
    /// Delivers every chunk of a demand to a consumer, each as soon as it is at hand, in no order. Different chunks may be
    /// delivered at the same time on different threads of the compute lane, or on the caller's own before this returns.
    /// </summary>
    /// <param name="demand">Which chunks of which array, and how urgently.</param>
    /// <param name="consumer">Called once for each chunk; must be quick, must not block, may use only its chunk's part of the output.</param>
    /// <param name="cancellationToken">Lets go of every chunk not delivered yet; chunks that nobody else wants stop being read.</param>
    /// <returns>What it took. No call to the consumer happens after the task has ended, whatever its outcome.</returns>
    /// <exception cref="LamellaException">A chunk failed; the others have been let go.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    ValueTask<ChunkReadStatistics> ReadAsync(ChunkDemand demand, ChunkConsumer consumer, CancellationToken cancellationToken);

    /// <summary>Whether every chunk of a demand is resident or cached, so that reading it waits for nothing.</summary>
    /// <param name="demand">Which chunks of which array.</param>
    bool IsAtHand(ChunkDemand demand);

    /// <summary>The chunks of a demand that are on their way for somebody: queued, being read or being decoded.</summary>
    /// <param name="demand">Which chunks of which array.</param>
    /// <returns>These alone, with the demand's priority; null where there are none.</returns>
    ChunkDemand? OnTheirWay(ChunkDemand demand);
}
