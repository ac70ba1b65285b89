using System.Collections.Immutable;
using Lamella.Contracts.Monitoring;

namespace Lamella.Cli.Latency;

/// <summary>The slices of one layer of one viewer.</summary>
internal sealed record LatencyGroup
{
    /// <summary>The viewer.</summary>
    public required string Viewer { get; init; }

    /// <summary>What a user calls the layer, or its id.</summary>
    public required string Layer { get; init; }

    /// <summary>Slices.</summary>
    public required int Slices { get; init; }

    /// <summary>Previews.</summary>
    public required int Previews { get; init; }

    /// <summary>Failures.</summary>
    public required int Failures { get; init; }

    /// <summary>Encoded bytes read for all slices.</summary>
    public required long BytesRead { get; init; }

    /// <summary>Share of chunks that were at hand, 0 … 1.</summary>
    public required double HitShare { get; init; }

    /// <summary>For each of <see cref="LatencyStage.All"/> the 50th, 95th and 99th percentile (nearest rank), milliseconds.</summary>
    public required ImmutableArray<(double P50, double P95, double P99)> Stages { get; init; }

    public static bool IsSlice(LatencyRecord record) => record is { Preview: false, Failure: null };

    public static LatencyGroup Of(IReadOnlyList<LatencyRecord> records)
    {
        var slices = records.Where(IsSlice).ToList();
        var chunks = slices.Sum(static slice => (long)slice.Chunks);
        return new LatencyGroup
        {
            Viewer = records[0].Viewer,
            Layer = records.Select(static record => record.Name).LastOrDefault(static name => name is not null) ?? records[0].Layer,
            Slices = slices.Count,
            Previews = records.Count(static record => record.Preview),
            Failures = records.Count(static record => record.Failure is not null),
            BytesRead = slices.Sum(static slice => slice.BytesRead),
            HitShare = chunks == 0 ? 0 : (double)slices.Sum(static slice => (long)slice.Hits) / chunks,
            Stages =
            [
                .. LatencyStage.All.Select(stage =>
                {
                    double[] times = [.. slices.Select(stage.Of).Order()];
                    return (At(times, 50), At(times, 95), At(times, 99));
                }),
            ],
        };
    }

    private static double At(double[] sorted, int percent) =>
        sorted.Length == 0 ? 0 : sorted[Math.Max(0, (int)Math.Ceiling(percent / 100.0 * sorted.Length) - 1)];
}
