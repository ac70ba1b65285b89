using System.Diagnostics;
using System.Globalization;
using Lamella.Contracts.Geometry;
using Lamella.Engine.Slicing.Points;
using Lamella.Engine.Slicing.Slabs;
using Lamella.Engine.Slicing.Slabs.Indexing;

namespace Lamella.Benchmarks.Points;

/// <summary>
/// Slices of random points by index, by the vectorised scan of all columns, and by a plain loop over all points, in one
/// run: how long the index takes to build and what it holds, and the median of a slice by how many points it returns.
/// </summary>
internal static class PointsBenchmark
{
    private const float Extent = 1000;
    private static readonly int[] Counts = [100_000, 1_000_000, 10_000_000];
    private static readonly int[] Returned = [100, 1_000, 10_000, 100_000];

    public static int Run()
    {
        Console.WriteLine("| axes | sliced | points | index built | index holds | returned | by index p50 (p99) | scan p50 | loop p50 | loop / index | scan / index |");
        Console.WriteLine("|---|---|---|---|---|---|---|---|---|---|---|");
        foreach (var ndim in new[] { 3, 4 })
        {
            foreach (var count in Counts)
            {
                Measure(ndim, count);
                GC.Collect();
            }
        }

        return 0;
    }

    private static void Measure(int ndim, int count)
    {
        var random = new Random(count);
        var table = CoordinateTable.FromColumns(
            [.. Enumerable.Range(0, ndim).Select(_ => Enumerable.Range(0, count).Select(_ => random.NextSingle() * Extent).ToArray())]);
        var memory = new SlabIndexOptions { MinCount = 0, IsMemoryShort = static () => false };
        using var indexed = new PointsLayerData(table, indexing: memory);
        using var scanned = new PointsLayerData(table, indexing: memory with { MinCount = int.MaxValue });
        var sliced = ndim - 2;
        var watch = Stopwatch.StartNew();
        indexed.Indexes.PrepareAsync([.. Enumerable.Range(0, sliced)]).GetAwaiter().GetResult();
        var built = watch.Elapsed;
        foreach (var wanted in Returned.Where(wanted => wanted <= count / 10))
        {
            // The part of each sliced axis that holds the part of all points that is wanted.
            var thickness = Math.Pow((double)wanted / count, 1.0 / sliced) * Extent;
            var repeats = Math.Clamp(20_000_000 / count, 15, 200);
            var byIndex = Times(5 * repeats, () => Slice(indexed, random, thickness));
            var byScan = Times(repeats, () => Slice(scanned, random, thickness));
            var byLoop = Times(Math.Max(5, repeats / 5), () => Loop(table, sliced, random, thickness));
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {ndim} | {sliced} | {count:N0} | {built.TotalMilliseconds:N0} ms | {indexed.Indexes.ByteLength / 1e6:N1} MB | {wanted:N0} | {Median(byIndex) * 1e3:N1} µs ({byIndex[byIndex.Length * 99 / 100] * 1e3:N1}) | {Median(byScan):N3} ms | {Median(byLoop):N2} ms | {Median(byLoop) / Median(byIndex):N0} × | {Median(byScan) / Median(byIndex):N0} × |"));
        }
    }

    private static int Slice(PointsLayerData data, Random random, double thickness)
    {
        var dims = Dims.Create(
            data.Ndim,
            range: [.. Enumerable.Repeat(new DimRange(0, Extent, 1), data.Ndim)],
            point: [.. Enumerable.Range(0, data.Ndim).Select(_ => (thickness / 2) + (random.NextDouble() * (Extent - thickness)))],
            marginLeft: [.. Enumerable.Repeat(thickness / 2, data.Ndim)],
            marginRight: [.. Enumerable.Repeat(thickness / 2, data.Ndim)]);
        var state = new PointsSliceState { DataToWorld = AffineTransform.Identity(data.Ndim) };
        return PointsSlicing.Slice(PointsSlicing.MakeSliceRequest(data, state, dims), CancellationToken.None).Count;
    }

    private static int Loop(CoordinateTable table, int sliced, Random random, double thickness)
    {
        var low = (float)(random.NextDouble() * (Extent - thickness));
        var found = new List<int>();
        for (var row = 0; row < table.Count; row++)
        {
            var inside = true;
            for (var axis = 0; axis < sliced && inside; axis++)
            {
                var coordinate = table[row, axis];
                inside = coordinate >= low && coordinate <= low + thickness;
            }

            if (inside)
            {
                found.Add(row);
            }
        }

        return found.Count;
    }

    /// <summary>Milliseconds of each run, ascending, after one that does not count.</summary>
    private static double[] Times(int repeats, Func<int> work)
    {
        var sum = work();
        var times = new double[repeats];
        for (var i = 0; i < repeats; i++)
        {
            var start = Stopwatch.GetTimestamp();
            sum += work();
            times[i] = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        }

        GC.KeepAlive(sum);
        Array.Sort(times);
        return times;
    }

    private static double Median(double[] ascending) => ascending[ascending.Length / 2];
}
