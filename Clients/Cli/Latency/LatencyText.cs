using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Lamella.Cli.Output;
using Lamella.Contracts.Monitoring;

namespace Lamella.Cli.Latency;

/// <summary>A latency summary, for people and for programs.</summary>
internal static class LatencyText
{
    /// <summary>A table for each layer, then the slowest slices; times in milliseconds.</summary>
    public static string Of(LatencySummary summary)
    {
        var text = new StringBuilder();
        foreach (var group in summary.Groups)
        {
            text.Append(CultureInfo.InvariantCulture, $"viewer {group.Viewer}, layer {group.Layer}: {group.Slices} slices");
            text.Append(group.Previews > 0 ? $", {group.Previews} previews" : "");
            text.Append(group.Failures > 0 ? $", {group.Failures} failures" : "");
            text.Append(CultureInfo.InvariantCulture, $", {Figures.Bytes(group.BytesRead)} read, {group.HitShare:0 %} of chunks at hand\n");
            text.Append(CultureInfo.InvariantCulture, $"  {"ms",-10}{"p50",10}{"p95",10}{"p99",10}\n");
            for (var i = 0; i < group.Stages.Length; i++)
            {
                var (p50, p95, p99) = group.Stages[i];
                text.Append(CultureInfo.InvariantCulture, $"  {LatencyStage.All[i].Name,-10}{p50,10:0.00}{p95,10:0.00}{p99,10:0.00}\n");
            }
        }

        if (!summary.Slowest.IsEmpty)
        {
            text.Append("slowest\n");
        }

        foreach (var slice in summary.Slowest)
        {
            text.Append(CultureInfo.InvariantCulture, $"  {LatencyStage.Whole(slice),9:0.00} ms  {LatencyStage.Slowest(slice),-10}");
            text.Append(CultureInfo.InvariantCulture, $"{slice.Name ?? slice.Layer} of {slice.Viewer}, revision {slice.Revision}\n");
        }

        return text.ToString();
    }

    /// <summary>The document; times in milliseconds.</summary>
    public static JsonObject ToJson(LatencySummary summary) => new()
    {
        ["layers"] = new JsonArray([.. summary.Groups.Select(static group => (JsonNode)new JsonObject
        {
            ["viewer"] = group.Viewer,
            ["layer"] = group.Layer,
            ["slices"] = group.Slices,
            ["previews"] = group.Previews,
            ["failures"] = group.Failures,
            ["bytes_read"] = group.BytesRead,
            ["hit_share"] = group.HitShare,
            ["stages"] = new JsonObject(group.Stages.Select(static (stage, i) => new KeyValuePair<string, JsonNode?>(
                LatencyStage.All[i].Name, new JsonObject { ["p50"] = stage.P50, ["p95"] = stage.P95, ["p99"] = stage.P99 }))),
        })]),
        ["slowest"] = new JsonArray([.. summary.Slowest.Select(Slow)]),
    };

    private static JsonNode Slow(LatencyRecord slice) => new JsonObject
    {
        ["viewer"] = slice.Viewer,
        ["layer"] = slice.Name ?? slice.Layer,
        ["revision"] = slice.Revision,
        ["ms"] = LatencyStage.Whole(slice),
        ["stage"] = LatencyStage.Slowest(slice),
    };
}
