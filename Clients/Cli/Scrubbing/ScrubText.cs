using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Lamella.Cli.Output;

namespace Lamella.Cli.Scrubbing;

/// <summary>A scrub report, for people and for programs.</summary>
internal static class ScrubText
{
    /// <summary>Several lines, the last one ended.</summary>
    public static string Of(ScrubReport report)
    {
        var text = new StringBuilder();
        Line(text, "requests", $"{report.Requests}");
        Line(text, "shown", $"{report.Shown}");
        Line(text, "cancelled", $"{report.Cancelled}");
        Line(text, "failed", $"{report.Failed}");
        Line(text, "p50", Figures.Milliseconds(report.Latencies.At(50)));
        Line(text, "p95", Figures.Milliseconds(report.Latencies.At(95)));
        Line(text, "p99", Figures.Milliseconds(report.Latencies.At(99)));
        Line(text, "last ready", $"{Figures.Milliseconds(report.LastReady)} after the first request");
        if (report is { BytesRead: { } read, BytesWasted: { } wasted, BytesUnshown: { } unshown })
        {
            Line(text, "read", Figures.Bytes(read));
            Line(text, "wasted", $"{Figures.Bytes(wasted)} of these let go before decoding");
            Line(text, "unshown", $"{Figures.Bytes(unshown)} decoded and never shown");
        }

        return text.ToString();
    }

    /// <summary>The document; times in milliseconds.</summary>
    public static JsonObject ToJson(ScrubReport report) => new()
    {
        ["requests"] = report.Requests,
        ["shown"] = report.Shown,
        ["cancelled"] = report.Cancelled,
        ["failed"] = report.Failed,
        ["p50_ms"] = report.Latencies.At(50).TotalMilliseconds,
        ["p95_ms"] = report.Latencies.At(95).TotalMilliseconds,
        ["p99_ms"] = report.Latencies.At(99).TotalMilliseconds,
        ["last_ready_ms"] = report.LastReady.TotalMilliseconds,
        ["bytes_read"] = report.BytesRead,
        ["bytes_wasted"] = report.BytesWasted,
        ["bytes_unshown"] = report.BytesUnshown,
    };

    private static void Line(StringBuilder text, string label, string value) =>
        text.Append(CultureInfo.InvariantCulture, $"{label,-11}{value}\n");
}
