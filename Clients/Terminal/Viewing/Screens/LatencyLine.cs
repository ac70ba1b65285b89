using Lamella.Terminal.Drawing;
using Lamella.Terminal.Viewing.State;

namespace Lamella.Terminal.Viewing.Screens;

/// <summary>How long the last slice took and in which stages, the usual and the worst of the last ones, and what was skipped.</summary>
internal static class LatencyLine
{
    public static void Draw(Painter painter, ViewState state)
    {
        painter.Fill(Tone.Title);
        var latency = state.Latency;
        if (latency.Count == 0)
        {
            painter.Text(0, 0, SafeText.Fit(" no slice yet", painter.Columns), Tone.Title);
            return;
        }

        var stages = latency.Stages;
        var rest = latency.Last - stages.Total - latency.Fetched;
        (string Name, TimeSpan Time)[] parts =
        [
            ("wait", stages.Debounced + stages.Queued),
            ("plan", stages.Planned),
            ("read", stages.Read),
            ("decode", stages.Decoded),
            ("build", stages.Assembled),
            ("fetch", latency.Fetched),
            ("way", rest > TimeSpan.Zero ? rest : TimeSpan.Zero),
        ];
        var totals = $" slice {Quantities.Time(latency.Last)}";
        var tail = $"p50 {Quantities.Time(latency.Percentile(0.5))} p95 {Quantities.Time(latency.Percentile(0.95))} skipped {latency.Skipped} ";
        var room = painter.Columns - totals.Length - tail.Length - 3;
        var shown = parts.OrderByDescending(part => part.Time).Aggregate(
            new List<string>(),
            (kept, part) =>
            {
                var text = $"{part.Name} {Quantities.Time(part.Time)}";
                return part.Time > TimeSpan.Zero && kept.Sum(item => item.Length + 1) + text.Length <= room ? [.. kept, text] : kept;
            });
        var inOrder = parts.Select(part => $"{part.Name} {Quantities.Time(part.Time)}").Where(shown.Contains);
        painter.Text(0, 0, SafeText.Fit($"{totals}: {string.Join(" ", inOrder)}", Math.Max(0, painter.Columns - tail.Length - 1)), Tone.Title);
        painter.TextEnding(0, painter.Columns, tail, Tone.Title);
    }
}
