using System.Text.Json;
using System.Text.Json.Serialization;
using Lamella.Contracts.Monitoring;

namespace Lamella.Terminal.Monitoring;

/// <summary>One report of the cluster for scripts: latencies in milliseconds, sizes in bytes, counts since each silo began.</summary>
internal static class TopReport
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    public static string ToJson(ClusterReport report) => JsonSerializer.Serialize(
        new
        {
            report.Unreachable,
            Slices = Of(report.Silos.Aggregate(new SliceCounters(), static (sum, silo) => sum.Add(silo.Slices))),
            Silos = report.Silos.Select(silo => new
            {
                silo.Silo,
                UptimeSeconds = silo.Uptime.TotalSeconds,
                ProcessorSeconds = silo.ProcessorTime.TotalSeconds,
                silo.Cores,
                silo.WorkingSet,
                Slices = Of(silo.Slices),
                silo.Store,
            }),
            Layers = report.Silos.SelectMany(static silo => silo.Layers.Select(layer => new
            {
                Viewer = layer.Viewer.Value,
                Layer = layer.Layer.Value,
                layer.Name,
                silo.Silo,
                LoadingMs = layer.LoadingFor?.TotalMilliseconds,
                Slices = Of(layer.Slices),
                layer.LastFailure,
            })),
            Slowest = report.Silos.SelectMany(static silo => silo.Slowest).OrderByDescending(static slice => slice.Timings.Total).Select(static slice => new
            {
                Viewer = slice.Viewer.Value,
                Layer = slice.Layer.Value,
                slice.Name,
                slice.Uri,
                Revision = slice.Revision.ToString(),
                TotalMs = slice.Timings.Total.TotalMilliseconds,
                ReadMs = slice.Timings.Read.TotalMilliseconds,
                Why = SlowReason.Of(slice),
                slice.Chunks.Chunks,
                slice.Chunks.BytesRead,
                slice.Level,
                slice.QueueAtRequest,
                AgoSeconds = slice.Ago.TotalSeconds,
            }),
        },
        Json);

    private static object Of(SliceCounters slices) => new
    {
        slices.Ready,
        slices.Cancelled,
        slices.Failed,
        slices.Chunks,
        slices.Hits,
        slices.BytesRead,
        P50Ms = slices.Latency.Percentile(0.5).TotalMilliseconds,
        P95Ms = slices.Latency.Percentile(0.95).TotalMilliseconds,
        P99Ms = slices.Latency.Percentile(0.99).TotalMilliseconds,
    };
}
