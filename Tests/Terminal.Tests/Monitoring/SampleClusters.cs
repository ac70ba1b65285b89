using Lamella.Contracts.Layers;
using Lamella.Contracts.Monitoring;
using Lamella.Contracts.Slicing;
using Lamella.Contracts.Viewers;
using Lamella.Engine.Rendering.Cells;
using Lamella.Terminal.Drawing;
using Lamella.Terminal.Monitoring;

namespace Lamella.Terminal.Tests.Monitoring;

/// <summary>A cluster of two silos over a minute, one of them getting slower, and a third that does not answer.</summary>
internal static class SampleClusters
{
    public static TopState Of(int rows, int columns, TopPage page, ColorDepth depth = ColorDepth.TrueColor) => new()
    {
        Size = new ScreenSize(rows, columns),
        Depth = depth,
        Address = "node1:30000",
        Page = page,
        Samples = [.. Enumerable.Range(0, 60).Select(second => (TimeSpan.FromSeconds(second), Report(second)))],
    };

    public static ClusterReport Report(int second) => new(
        [Silo("10.0.0.1:11111@7", second, 12, 4), Silo("10.0.0.2:11111@9", second, 5, 4 + (second * 2))], ["10.0.0.3:11111@2"]);

    private static SiloReport Silo(string name, int second, int perSecond, double ms)
    {
        var slices = Counters(second, perSecond, ms, failed: name.StartsWith("10.0.0.2", StringComparison.Ordinal) ? second / 20 : 0);
        return new SiloReport
        {
            Silo = name,
            Uptime = TimeSpan.FromSeconds(100 + second),
            ProcessorTime = TimeSpan.FromSeconds(20 + (0.6 * second)),
            Cores = 4,
            WorkingSet = 310L << 20,
            Slices = slices,
            Store = new StoreCounters { Reads = 9 * second, BytesRead = 700_000L * second, Hits = 31 * second, Joins = 4 * second, Decodes = 9 * second, BytesWasted = 20_000L * second, BytesHeld = 120L << 20, Queued = 3, Reading = 2 },
            Layers =
            [
                new LayerReport { Viewer = new ViewerId("ada"), Layer = new LayerId("l1"), Name = "nuclei", Slices = slices, LoadingFor = null },
                new LayerReport { Viewer = new ViewerId("grace"), Layer = new LayerId("l2"), Name = "membrane", Slices = slices, LoadingFor = TimeSpan.FromSeconds(1.5), LastFailure = "chunk 0/3 has a wrong checksum" },
            ],
            Slowest =
            [
                new SlowSlice(
                    new ViewerId("grace"), new LayerId("l2"), "membrane", "s3://bucket/brain.zarr", new Revision(1, 40 + second), TimeSpan.FromSeconds(8),
                    new SliceTimings(TimeSpan.Zero, TimeSpan.FromMilliseconds(6), TimeSpan.FromMilliseconds(1), TimeSpan.FromMilliseconds(ms * 20), TimeSpan.FromMilliseconds(40), TimeSpan.FromMilliseconds(9), TimeSpan.FromMilliseconds((ms * 20) + 30)),
                    new ChunkStatistics(24, 2, 1, 3_000_000, 9_000_000), 2, 57),
            ],
        };
    }

    /// <summary>Each second some slices around a latency that grows.</summary>
    private static SliceCounters Counters(int second, int perSecond, double ms, int failed)
    {
        var counts = new long[LatencyHistogram.BucketCount];
        for (var past = 0; past <= second; past++)
        {
            for (var slice = 0; slice < perSecond; slice++)
            {
                var latency = (4 + ((ms - 4) * past / Math.Max(1, second))) * (1 + (slice * slice / 40.0));
                counts[LatencyHistogram.BucketOf(TimeSpan.FromMilliseconds(latency))]++;
            }
        }

        return new SliceCounters
        {
            Ready = perSecond * (second + 1),
            Cancelled = perSecond * second / 3,
            Failed = failed,
            Chunks = 40 * second,
            Hits = 31 * second,
            BytesRead = 700_000L * second,
            Latency = new LatencyHistogram { Counts = [.. counts] },
        };
    }
}
