using System.Collections.Immutable;
using Lamella.Contracts.Monitoring;

namespace Lamella.Cli.Latency;

/// <summary>What a latency log comes to.</summary>
/// <param name="Groups">One for each layer of each viewer.</param>
/// <param name="Slowest">The slowest slices, the slowest first.</param>
internal sealed record LatencySummary(ImmutableArray<LatencyGroup> Groups, ImmutableArray<LatencyRecord> Slowest)
{
    /// <summary>Sums up slices. Previews are counted, but are no slices; failures took no time.</summary>
    public static LatencySummary Of(IReadOnlyList<LatencyRecord> records, int slowest) => new(
        [
            .. records.GroupBy(static record => (record.Viewer, record.Layer))
                .OrderBy(static group => group.Key)
                .Select(static group => LatencyGroup.Of([.. group])),
        ],
        [.. records.Where(LatencyGroup.IsSlice).OrderByDescending(LatencyStage.Whole).Take(slowest)]);
}
