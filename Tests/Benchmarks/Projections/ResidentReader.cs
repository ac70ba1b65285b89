using Lamella.Engine.Arrays.Chunks;

namespace Lamella.Benchmarks.Projections;

/// <summary>Hands out chunks that lie in memory, one after another, on the caller's thread: no scheduler in the way.</summary>
internal sealed class ResidentReader : IChunkReader
{
    public ValueTask<ChunkReadStatistics> ReadAsync(ChunkDemand demand, ChunkConsumer consumer, CancellationToken cancellationToken)
    {
        for (var ordinal = 0; ordinal < demand.Count; ordinal++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            consumer(ordinal, demand.Array.GetResident(demand.ChunkIndex(ordinal).Span).Span);
        }

        return ValueTask.FromResult(new ChunkReadStatistics(demand.Count, demand.Count, 0, 0, 0, TimeSpan.Zero, TimeSpan.Zero));
    }

    public bool IsAtHand(ChunkDemand demand) => true;

    public ChunkDemand? OnTheirWay(ChunkDemand demand) => null;
}
