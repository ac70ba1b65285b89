using System.Collections.Immutable;
using Lamella.Contracts.Monitoring;

namespace Lamella.Terminal.Monitoring;

/// <summary>Differences of reports. A silo that began anew, or was not there before, counts from nothing.</summary>
internal static class ClusterHistory
{
    /// <summary>Rates are taken over this long, so that they do not jump with every report.</summary>
    private static readonly TimeSpan RateWindow = TimeSpan.FromSeconds(10);

    /// <summary>The last report, the one before the window, and the time between; of a single report, since its silos began.</summary>
    public static (ClusterReport Last, ClusterReport Before, TimeSpan Over) Window(TopState state)
    {
        if (state.Samples.IsEmpty)
        {
            return (state.Latest, new ClusterReport([], []), TimeSpan.Zero);
        }

        var (at, last) = state.Samples[^1];
        if (state.Samples.Count == 1)
        {
            return (last, new ClusterReport([], []), last.Silos.Select(silo => silo.Uptime).DefaultIfEmpty().Max());
        }

        var index = state.Samples.FindIndex(sample => at - sample.At <= RateWindow);
        var before = state.Samples[Math.Clamp(index, 0, state.Samples.Count - 2)];
        return (last, before.Report, at - before.At);
    }

    /// <summary>What a silo did between two reports.</summary>
    public static SliceCounters SlicesOf(SiloReport silo, ClusterReport before) =>
        Find(before, silo) is { } earlier ? silo.Slices.Since(earlier.Slices) : silo.Slices;

    /// <summary>What a silo's chunk scheduler did between two reports.</summary>
    public static StoreCounters StoreOf(SiloReport silo, ClusterReport before) =>
        Find(before, silo) is { } earlier ? silo.Store.Since(earlier.Store) : silo.Store;

    /// <summary>What slicing a layer on a silo came to between two reports.</summary>
    public static SliceCounters SlicesOf(SiloReport silo, LayerReport layer, ClusterReport before) =>
        Find(before, silo)?.Layers.FirstOrDefault(known => known.Viewer == layer.Viewer && known.Layer == layer.Layer) is { } earlier
            ? layer.Slices.Since(earlier.Slices)
            : layer.Slices;

    /// <summary>All silos between two reports.</summary>
    public static SliceCounters SlicesOf(ClusterReport last, ClusterReport before) =>
        last.Silos.Aggregate(new SliceCounters(), (sum, silo) => sum.Add(SlicesOf(silo, before)));

    /// <summary>All chunk schedulers between two reports.</summary>
    public static StoreCounters StoreOf(ClusterReport last, ClusterReport before) =>
        last.Silos.Aggregate(new StoreCounters(), (sum, silo) => sum.Add(StoreOf(silo, before)));

    /// <summary>What the cluster did from each report to the next, oldest first.</summary>
    public static ImmutableArray<(Activity Slices, StoreCounters Store)> Steps(TopState state) =>
    [
        .. state.Samples.Zip(state.Samples.Skip(1), static (before, after) => (
            new Activity(SlicesOf(after.Report, before.Report), after.At - before.At), StoreOf(after.Report, before.Report))),
    ];

    private static SiloReport? Find(ClusterReport report, SiloReport silo) =>
        report.Silos.FirstOrDefault(known => known.Silo == silo.Silo);
}
