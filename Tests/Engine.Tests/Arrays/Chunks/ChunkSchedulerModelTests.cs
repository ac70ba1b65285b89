using Lamella.Engine.Arrays.Chunks;
using Lamella.Engine.Compute;
using Xunit;

namespace Lamella.Engine.Tests.Arrays.Chunks;

/// <summary>
/// Random demands, cancellations, failures and absences, on reads that end when the model says so, on real threads. What
/// the scheduler promises is checked at every step, and that nothing is left at the end.
/// </summary>
public sealed class ChunkSchedulerModelTests
{
    private const int Chunks = 60;
    private const int ChunkBytes = 64;

    [Theory(Timeout = 120_000)]
    [InlineData(1, 1, 4, 0.0, 0.0)]
    [InlineData(2, 5, 3, 0.1, 0.2)]
    [InlineData(3, 5, 1, 0.1, 0.2)]
    [InlineData(4, 1000, 8, 0.0, 0.1)]
    [InlineData(5, 20, 2, 0.3, 0.5)]
    public async Task Random_operations_keep_every_promise(int seed, int budgetChunks, int readLimit, double failures, double absences)
    {
        using var lane = new ComputeLane(new ComputeLaneOptions { Threads = 2 });
        var random = new Random(seed);
        for (var round = 0; round < 15; round++)
        {
            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
            var breach = await RunAsync(lane, random, budgetChunks, readLimit, failures, absences);
            Assert.True(breach is null, $"Seed {seed}, round {round}: {breach}");
        }

        Assert.Equal(0, lane.UnhandledExceptions);
    }

    private static async Task<string?> RunAsync(
        ComputeLane lane, Random random, int budgetChunks, int readLimit, double failures, double absences)
    {
        var budget = budgetChunks * (ChunkBytes + (long)ChunkEntry.Overhead);
        var array = new ModelArray(Chunks, ChunkBytes, readLimit, budget);
        await using var scheduler = new ChunkScheduler(lane, new ChunkSchedulerOptions
        {
            FileReads = readLimit,
            Decodes = 2,
            DecodedBytes = budget,
            BytesInFlight = (1 + random.Next(8)) * ChunkBytes,
            Patience = 1 + random.Next(8),
        });
        array.BytesHeld = () => scheduler.GetCounters().BytesHeld;
        var demands = new List<ModelDemand>();
        for (var step = 0; step < 150; step++)
        {
            switch (random.Next(10))
            {
                case < 3:
                    demands.Add(Ask(scheduler, array, random, absences));
                    break;
                case < 5 when demands.Count > 0:
                    demands[random.Next(demands.Count)].Cancel();
                    break;
                default:
                    array.EndOne(random, failures, absences);
                    break;
            }
        }

        var breach = await EndAsync(scheduler, array, demands, random, failures, absences);
        demands.ForEach(static demand => demand.Dispose());
        return breach
            ?? (budgetChunks >= Chunks && failures == 0 && array.Decoded.Any(static count => count > 1)
                ? "A chunk that was held was decoded again."
                : null);
    }

    private static ModelDemand Ask(ChunkScheduler scheduler, ModelArray array, Random random, double absences)
    {
        var first = random.Next(Chunks);
        var indices = Enumerable.Range(0, 1 + random.Next(12)).Select(i => (first + (i * (1 + random.Next(2)))) % Chunks).ToArray();
        var demand = new ModelDemand(array.Demand(indices, (ChunkPriority)random.Next(4)), absences);
        demand.Start(scheduler);
        return demand;
    }

    private static async Task<string?> EndAsync(
        ChunkScheduler scheduler, ModelArray array, List<ModelDemand> demands, Random random, double failures, double absences)
    {
        while (!demands.TrueForAll(static demand => demand.IsEnded))
        {
            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
            if (!array.EndOne(random, failures, absences))
            {
                await Task.Yield();
            }
        }

        foreach (var demand in demands)
        {
            if (await demand.EndAsync(TestContext.Current.CancellationToken) is { } breach)
            {
                return breach;
            }
        }

        await scheduler.DisposeAsync();
        var left = scheduler.GetCounters();
        return array.Breaches.Count > 0 ? array.Breaches[0]
            : left is not { Pinned: 0, Held: 0, Queued: 0, Reading: 0, BytesHeld: 0, BytesInFlight: 0 } ? $"Something is left: {left}"
            : array.EncodedHeld != 0 ? $"{array.EncodedHeld} encoded chunks were not given back."
            : null;
    }
}
