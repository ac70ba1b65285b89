using Lamella.Contracts.Arrays;
using Lamella.Engine.Arrays.Chunks;

namespace Lamella.Engine.Tests.Slicing.Progressive;

/// <summary>Delivers some chunks at once, and the rest when it is told to.</summary>
internal sealed class SubsetReader(Func<int, bool> isAtOnce) : IChunkReader
{
    private readonly TaskCompletionSource _finish = new();

    public int Delivered { get; private set; }

    /// <summary>Whether it waits to be told so even where all chunks were delivered at once: slicing is then still under way.</summary>
    public bool IsHeld { get; init; }

    /// <summary>The chunks that were delivered at once, by their indices.</summary>
    public List<int[]> AtOnce { get; } = [];

    public void Finish() => _finish.TrySetResult();

    public async ValueTask<ChunkReadStatistics> ReadAsync(ChunkDemand demand, ChunkConsumer consumer, CancellationToken cancellationToken)
    {
        var late = new List<int>();
        for (var ordinal = 0; ordinal < demand.Count; ordinal++)
        {
            if (isAtOnce(ordinal))
            {
                AtOnce.Add(demand.ChunkIndex(ordinal).ToArray());
                await DeliverAsync(demand, ordinal, consumer, cancellationToken);
            }
            else
            {
                late.Add(ordinal);
            }
        }

        if (late.Count > 0 || IsHeld)
        {
            await _finish.Task;
        }

        foreach (var ordinal in late)
        {
            await DeliverAsync(demand, ordinal, consumer, cancellationToken);
        }

        return default;
    }

    public bool IsAtHand(ChunkDemand demand) => false;

    public ChunkDemand? OnTheirWay(ChunkDemand demand) => null;

    private async Task DeliverAsync(ChunkDemand demand, int ordinal, ChunkConsumer consumer, CancellationToken cancellationToken)
    {
        var resident = demand.Array.GetResident(demand.ChunkIndex(ordinal).Span);
        if (!resident.IsEmpty)
        {
            consumer(ordinal, resident.Span);
        }
        else
        {
            var metadata = demand.Array.Metadata;
            var encoded = await demand.Array.ReadAsync(demand.ChunkIndex(ordinal), cancellationToken);
            var chunk = new byte[metadata.ChunkShape.Aggregate(metadata.DataType.ItemSize(), static (product, extent) => product * extent)];
            demand.Array.Decode(encoded!, chunk);
            consumer(ordinal, chunk);
        }

        Delivered++;
    }
}
