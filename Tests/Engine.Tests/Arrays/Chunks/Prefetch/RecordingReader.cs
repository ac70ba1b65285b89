using Lamella.Engine.Arrays.Chunks;

namespace Lamella.Engine.Tests.Arrays.Chunks.Prefetch;

/// <summary>A reader whose reads last until they are cancelled.</summary>
internal sealed class RecordingReader : IChunkReader
{
    public List<(ChunkDemand Demand, CancellationToken CancellationToken)> Asked { get; } = [];

    public IEnumerable<int> Outstanding => Asked
        .Where(static asked => !asked.CancellationToken.IsCancellationRequested)
        .Select(static asked => asked.Demand.ChunkIndices[0]);

    public async ValueTask<ChunkReadStatistics> ReadAsync(
        ChunkDemand demand, ChunkConsumer consumer, CancellationToken cancellationToken)
    {
        Asked.Add((demand, cancellationToken));
        await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
        return default;
    }

    /// <summary>What is shown is at hand, what is asked for ahead is not.</summary>
    public bool IsAtHand(ChunkDemand demand) => demand.Priority == ChunkPriority.Visible;

    public ChunkDemand? OnTheirWay(ChunkDemand demand) => null;
}
