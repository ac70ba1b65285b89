using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Lamella.Cli.Output;

namespace Lamella.Cli.Bench;

/// <summary>A NAP-4 report as tables, or as JSON.</summary>
internal static class Nap4Text
{
    /// <summary>Two tables in Markdown.</summary>
    public static string Of(Nap4Report report)
    {
        var text = new StringBuilder();
        text.Append("| slice | Engine p50 (p99) | service p50 (p99) | ratio | ratio of the first slices | processor time, Engine / service |\n|---|---|---|---|---|---|\n");
        foreach (var row in report.Slices)
        {
            text.Append(
                CultureInfo.InvariantCulture,
                $"| {row.What} | {BenchRow.At(row.Engine, 50):0.00} ({BenchRow.At(row.Engine, 99):0.00}) ms | {BenchRow.At(row.Service, 50):0.00} ({BenchRow.At(row.Service, 99):0.00}) ms | {row.Ratio:0.00} | {row.FirstRatio:0.00} | {row.EngineProcessor:0.00} / {row.ServiceProcessor:0.00} ms |\n");
        }

        text.Append("\n| 25 requests in 1 s, 100 ms a read | last ready after | slices shown | of these overtaken | read | wasted |\n|---|---|---|---|---|---|\n");
        foreach (var row in report.Scrubs)
        {
            text.Append(
                CultureInfo.InvariantCulture,
                $"| {row.How} | {row.LastReady.TotalMilliseconds:0} ms | {row.Slices} | {row.Stale} | {Figures.Bytes(row.BytesRead)} | {Figures.Bytes(row.BytesWasted)} |\n");
        }

        return text.ToString();
    }

    /// <summary>The document; times in milliseconds.</summary>
    public static JsonObject ToJson(Nap4Report report) => new()
    {
        ["slices"] = new JsonArray([.. report.Slices.Select(static row => (JsonNode)new JsonObject
        {
            ["slice"] = row.What,
            ["engine_p50"] = BenchRow.At(row.Engine, 50),
            ["engine_p99"] = BenchRow.At(row.Engine, 99),
            ["service_p50"] = BenchRow.At(row.Service, 50),
            ["service_p99"] = BenchRow.At(row.Service, 99),
            ["ratio"] = row.Ratio,
            ["first_ratio"] = row.FirstRatio,
            ["engine_processor"] = row.EngineProcessor,
            ["service_processor"] = row.ServiceProcessor,
        })]),
        ["scrubs"] = new JsonArray([.. report.Scrubs.Select(static row => (JsonNode)new JsonObject
        {
            ["how"] = row.How,
            ["last_ready"] = row.LastReady.TotalMilliseconds,
            ["slices"] = row.Slices,
            ["overtaken"] = row.Stale,
            ["bytes_read"] = row.BytesRead,
            ["bytes_wasted"] = row.BytesWasted,
        })]),
    };
}
