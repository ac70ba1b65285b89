using System.Diagnostics;
using System.Globalization;
using Lamella.Engine.Arrays;
using Lamella.Engine.Arrays.Formats;

namespace Lamella.Benchmarks.Decode;

/// <summary>
/// Reads a whole cube chunk by chunk from a temporary folder, sharded and not, on one and two threads.
/// Run: <c>dotnet run -c Release --project Tests/Benchmarks -- volume [edge]</c>; the edge is 1024 unless given.
/// </summary>
internal static class VolumeReading
{
    public static async Task RunAsync(TextWriter output, int edge)
    {
        output.WriteLine($"{edge}³ uint16, zstd, chunks of 64³; page cache warm");
        output.WriteLine("| layout | threads | s | decoded MB/s | managed bytes allocated per chunk | heap growth, peak, MB | working set, peak, MB |");
        output.WriteLine("|---|---|---|---|---|---|---|");
        foreach (var isSharded in (bool[])[false, true])
        {
            var folder = Directory.CreateTempSubdirectory("lamella-volume-");
            try
            {
                VolumeFiles.Write(folder.FullName, edge, isSharded);
                var image = await FormatRegistry.CreateDefault().OpenAsync(folder.FullName, CancellationToken.None);
                await ReadAsync(image.Levels[0], 2);
                foreach (var threads in (int[])[1, 2])
                {
                    await MeasureAsync(output, image.Levels[0], isSharded, threads);
                }
            }
            finally
            {
                folder.Delete(recursive: true);
            }
        }
    }

    private static async Task MeasureAsync(TextWriter output, IChunkedArray array, bool isSharded, int threads)
    {
        var heap = GC.GetTotalMemory(forceFullCollection: true);
        var allocated = GC.GetTotalAllocatedBytes(precise: true);
        await using var memory = new Memory();
        var start = Stopwatch.GetTimestamp();
        var (chunks, peak) = await ReadAsync(array, threads);
        var time = Stopwatch.GetElapsedTime(start);
        allocated = GC.GetTotalAllocatedBytes(precise: true) - allocated;
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"| {(isSharded ? "shards of 256³" : "chunks")} | {threads} | {time.TotalSeconds:F2} | {(double)chunks * array.Metadata.ChunkByteLength / 1e6 / time.TotalSeconds:F0} | {allocated / chunks} | {Math.Max(0, peak - heap) / 1e6:F1} | {memory.Peak / 1e6:F0} |"));
    }

    private static async Task<(int Chunks, long PeakHeap)> ReadAsync(IChunkedArray array, int threads)
    {
        var extent = (int)array.Metadata.GridExtent(0);
        var total = extent * extent * extent;
        int next = -1;
        long peak = 0;
        await Task.WhenAll(Enumerable.Range(0, threads).Select(_ => Task.Run(async () =>
        {
            var destination = new byte[array.Metadata.ChunkByteLength];
            var index = new int[3];
            int number;
            while ((number = Interlocked.Increment(ref next)) < total)
            {
                (index[0], index[1], index[2]) = (number / extent / extent, number / extent % extent, number % extent);
                using var encoded = await array.ReadAsync(index, CancellationToken.None);
                array.Decode(encoded!, destination);
                if (number % 16 == 0)
                {
                    InterlockedMax(ref peak, GC.GetTotalMemory(forceFullCollection: false));
                }
            }
        })));
        return (total, peak);
    }

    private static void InterlockedMax(ref long target, long value)
    {
        var seen = Interlocked.Read(ref target);
        while (value > seen && Interlocked.CompareExchange(ref target, value, seen) is var found && found != seen)
        {
            seen = found;
        }
    }
}
