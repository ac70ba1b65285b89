using System.Collections.Immutable;
using Lamella.Contracts.Monitoring;
using Lamella.Terminal.Drawing;

namespace Lamella.Terminal.Monitoring;

/// <summary>The tables of the pages.</summary>
internal static class TopTables
{
    private static readonly ImmutableArray<TopTable.Column> ActivityColumns =
    [
        new("slices/s", 11),
        new("p50", 9),
        new("p95", 9),
        new("p99", 9),
        new("loading", 8),
        new("cancel/s", 9),
        new("read/s", 10),
        new("hits", 6),
        new("failed", 7),
    ];

    /// <summary>The table of a page; null for the page that has none.</summary>
    public static TopTable? Of(TopState state) => state.Page switch
    {
        TopPage.Silos => Silos(state),
        TopPage.Viewers => Viewers(state),
        TopPage.Layers => Layers(state),
        TopPage.Slowest => Slowest(state),
        _ => null,
    };

    /// <summary>The column and direction a page is sorted by.</summary>
    public static (int Column, bool Descending) SortingOf(TopState state) =>
        state.Sorting.TryGetValue(state.Page, out var sorting) ? sorting : (state.Page == TopPage.Slowest ? 1 : 1, true);

    /// <summary>The rows as they are shown.</summary>
    public static ImmutableArray<TopTable.Row> RowsOf(TopState state)
    {
        var (column, descending) = SortingOf(state);
        return Of(state)?.Arrange(state.Filter, column, descending) ?? [];
    }

    private static TopTable Silos(TopState state)
    {
        var (last, before, over) = ClusterHistory.Window(state);
        var rows = last.Silos.Select(silo =>
        {
            var store = ClusterHistory.StoreOf(silo, before);
            var earlier = before.Silos.FirstOrDefault(known => known.Silo == silo.Silo);
            var cpu = over > TimeSpan.Zero ? (silo.ProcessorTime - (earlier?.ProcessorTime ?? TimeSpan.Zero)) / over / silo.Cores : 0;
            return new TopTable.Row(
                silo.Silo,
                [
                    new(silo.Silo),
                    .. Cells(new Activity(ClusterHistory.SlicesOf(silo, before), over), silo.Layers.Count(layer => layer.LoadingFor is not null)),
                    new(Quantities.Percent(cpu), cpu),
                    new(Quantities.Bytes(silo.WorkingSet), silo.WorkingSet),
                    new(Quantities.Bytes(silo.Store.BytesHeld), silo.Store.BytesHeld),
                    new(Quantities.Bytes(store.BytesWasted), store.BytesWasted),
                    new($"{silo.Store.Queued}+{silo.Store.Reading}", silo.Store.Queued + silo.Store.Reading),
                ]);
        });
        var lost = last.Unreachable.Select(silo => new TopTable.Row(
            silo, [new(silo), new("no answer", -1), .. Enumerable.Repeat(new TopTable.Cell("", -1), 13)], IsMarked: true));
        return new TopTable(
            [new("silo", 0), .. ActivityColumns, new("cpu", 6), new("memory", 9), new("chunks", 9), new("wasted", 9), new("queue", 7)],
            [.. rows, .. lost]);
    }

    private static TopTable Viewers(TopState state)
    {
        var (last, before, over) = ClusterHistory.Window(state);
        var rows = LayersOf(state, last)
            .GroupBy(entry => entry.Layer.Viewer)
            .Select(viewer =>
            {
                var slices = viewer.Aggregate(new SliceCounters(), (sum, entry) => sum.Add(ClusterHistory.SlicesOf(entry.Silo, entry.Layer, before)));
                return new TopTable.Row(
                    viewer.Key.Value,
                    [
                        new(viewer.Key.Value),
                        .. Cells(new Activity(slices, over), viewer.Count(entry => entry.Layer.LoadingFor is not null)),
                        new($"{viewer.Count()}", viewer.Count()),
                    ],
                    slices.Failed > 0,
                    viewer.Select(entry => entry.Layer.LastFailure).FirstOrDefault(failure => failure is not null));
            });
        return new TopTable([new("viewer", 0), .. ActivityColumns, new("layers", 7)], [.. rows]);
    }

    private static TopTable Layers(TopState state)
    {
        var (last, before, over) = ClusterHistory.Window(state);
        var rows = LayersOf(state, last).Select(entry =>
        {
            var slices = ClusterHistory.SlicesOf(entry.Silo, entry.Layer, before);
            return new TopTable.Row(
                entry.Layer.Viewer.Value,
                [
                    new($"{entry.Layer.Viewer.Value}/{entry.Layer.Name}"),
                    .. Cells(new Activity(slices, over), entry.Layer.LoadingFor is null ? 0 : 1),
                    new(entry.Silo.Silo),
                ],
                slices.Failed > 0,
                entry.Layer.LastFailure);
        });
        return new TopTable([new("viewer/layer", 0), .. ActivityColumns, new("silo", 22)], [.. rows]);
    }

    private static TopTable Slowest(TopState state)
    {
        var rows = state.Latest.Silos
            .SelectMany(silo => silo.Slowest.Select(slice => (Silo: silo, Slice: slice)))
            .Where(entry => state.Scope is null || state.Scope == entry.Silo.Silo || state.Scope == entry.Slice.Viewer.Value)
            .Select(entry =>
            {
                var slice = entry.Slice;
                return new TopTable.Row(
                    slice.Viewer.Value,
                    [
                        new($"{slice.Name} {slice.Revision}"),
                        new(Quantities.Time(slice.Timings.Total), slice.Timings.Total.TotalMilliseconds),
                        new(SlowReason.Of(slice)),
                        new($"{slice.Chunks.Chunks}", slice.Chunks.Chunks),
                        new(Quantities.Bytes(slice.Chunks.BytesRead), slice.Chunks.BytesRead),
                        new($"{slice.Level}", slice.Level ?? 0),
                        new($"{slice.QueueAtRequest}", slice.QueueAtRequest),
                        new(Quantities.Time(slice.Ago), slice.Ago.TotalSeconds),
                    ],
                    Detail: $"{slice.Viewer}/{slice.Layer} of {slice.Uri} on {entry.Silo.Silo}");
            });
        return new TopTable(
            [new("slice", 0), new("total", 9), new("why", 26), new("chunks", 8), new("read", 10), new("level", 6), new("queue", 6), new("ago", 9)],
            [.. rows]);
    }

    private static IEnumerable<(SiloReport Silo, LayerReport Layer)> LayersOf(TopState state, ClusterReport report) => report.Silos
        .SelectMany(silo => silo.Layers.Select(layer => (Silo: silo, Layer: layer)))
        .Where(entry => state.Scope is null || state.Scope == entry.Silo.Silo || state.Scope == entry.Layer.Viewer.Value);

    private static ImmutableArray<TopTable.Cell> Cells(Activity activity, int loading)
    {
        TopTable.Cell Time(double share) => activity.Percentile(share) is var time
            ? new(time == TimeSpan.Zero ? "–" : Quantities.Time(time), time.TotalMilliseconds)
            : default;
        return
        [
            new(Quantities.Count(activity.ReadyPerSecond), activity.ReadyPerSecond),
            Time(0.5),
            Time(0.95),
            Time(0.99),
            new($"{loading}", loading),
            new(Quantities.Count(activity.CancelledPerSecond), activity.CancelledPerSecond),
            new(Quantities.Bytes(activity.BytesReadPerSecond), activity.BytesReadPerSecond),
            new(double.IsNaN(activity.HitRate) ? "–" : Quantities.Percent(activity.HitRate), double.IsNaN(activity.HitRate) ? -1 : activity.HitRate),
            new($"{activity.Slices.Failed}", activity.Slices.Failed),
        ];
    }
}
