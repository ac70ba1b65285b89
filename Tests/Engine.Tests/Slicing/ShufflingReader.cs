using Lamella.Engine.Arrays.Chunks;

namespace Lamella.Engine.Tests.Slicing;

/// <summary>Delivers chunks in an order drawn by a seed, on the caller's thread.</summary>
internal sealed class ShufflingReader(int seed) : IChunkReader
{
    public async ValueTask<ChunkReadStatistics> ReadAsync(
        ChunkDemand demand, ChunkConsumer consumer, CancellationToken cancellationToken)
    {
        int[] order = [.. Enumerable.Range(0, demand.Count)];
        new Random(seed).Shuffle(order);
        foreach (var ordinal in order)
        {
            cancellationToken.ThrowIfCancellationRequested();
            using var encoded = await demand.Array.ReadAsync(demand.ChunkIndex(ordinal), cancellationToken);
            consumer(ordinal, encoded is null ? default : encoded.Bytes.Span);
        }

        return new ChunkReadStatistics(demand.Count, 0, 0, 0, 0, TimeSpan.Zero, TimeSpan.Zero);
    }

    public bool IsAtHand(ChunkDemand demand) => true;

    public ChunkDemand? OnTheirWay(ChunkDemand demand) => null;
}
