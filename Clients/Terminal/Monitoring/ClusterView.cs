using Lamella.Engine.Rendering;
using Lamella.Engine.Rendering.Cells;
using Lamella.Engine.Rendering.Colormaps;
using Lamella.Terminal.Drawing;

namespace Lamella.Terminal.Monitoring;

/// <summary>The cluster at a glance: figures, history graphs, and a map of how latencies spread over time.</summary>
internal static class ClusterView
{
    private const string Shades = " .:-=+*#%@";
    private const int LabelColumns = 12;

    public static void Draw(Painter painter, TopState state)
    {
        var (last, before, over) = ClusterHistory.Window(state);
        var now = new Activity(ClusterHistory.SlicesOf(last, before), over);
        var store = ClusterHistory.StoreOf(last, before);
        painter.Text(0, 1, SafeText.Fit(
            $"slices {Quantities.Count(now.ReadyPerSecond)}/s  p50 {Quantities.Time(now.Percentile(0.5))}  p95 {Quantities.Time(now.Percentile(0.95))}  "
            + $"p99 {Quantities.Time(now.Percentile(0.99))}  cancelled {Quantities.Count(now.CancelledPerSecond)}/s  failed {now.Slices.Failed}",
            painter.Columns - 2));
        painter.Text(1, 1, SafeText.Fit(
            $"reads {Quantities.Count(now.PerSecond(store.Reads))}/s  {Quantities.Bytes(now.PerSecond(store.BytesRead))}/s  "
            + $"hits {(store.Hits + store.Reads == 0 ? "–" : Quantities.Percent((double)store.Hits / (store.Hits + store.Reads)))}  joined {store.Joins}  "
            + $"wasted {Quantities.Bytes(store.BytesWasted)}  held {Quantities.Bytes(store.BytesHeld)}  queue {store.Queued}+{store.Reading}",
            painter.Columns - 2));
        var steps = ClusterHistory.Steps(state);
        (string Name, Func<(Activity Slices, Contracts.Monitoring.StoreCounters Store), double> Value, Func<double, string> Text)[] graphs =
        [
            ("slices/s", step => step.Slices.ReadyPerSecond, Quantities.Count),
            ("p95 ms", step => step.Slices.Percentile(0.95).TotalMilliseconds, Quantities.Number),
            ("bytes/s", step => step.Slices.PerSecond(step.Store.BytesRead), Quantities.Bytes),
            ("cancelled/s", step => step.Slices.CancelledPerSecond, Quantities.Count),
        ];
        var graphRows = Math.Clamp(painter.Rows / 14, 1, 4);
        var row = 3;
        foreach (var (name, value, text) in graphs)
        {
            double[] values = [.. steps.Select(value)];
            painter.Text(row + graphRows - 1, 1, name, Tone.Dim);
            DrawGraph(painter, row, graphRows, values);
            painter.TextEnding(row, painter.Columns - 1, $"max {text(values.DefaultIfEmpty(0).Max())}", Tone.Dim);
            row += graphRows;
        }

        row++;
        DrawHeat(painter.Within(new Area(painter.Area.Row + row, painter.Area.Column, painter.Rows - row, painter.Columns)), state);
    }

    /// <summary>Numbers side by side, the largest full height; of more than fit, the last ones.</summary>
    private static void DrawGraph(Painter painter, int top, int rows, double[] values)
    {
        var count = Math.Min(values.Length, Math.Max(0, painter.Columns - LabelColumns - 14));
        var shown = values[^count..];
        var largest = shown.DefaultIfEmpty(0).Max();
        for (var column = 0; column < count; column++)
        {
            var bar = Bars.Vertical(largest > 0 ? shown[column] / largest : 0, rows);
            for (var row = 0; row < rows; row++)
            {
                painter.Text(top + row, LabelColumns + 1 + column, bar[row].ToString(), Tone.Accent);
            }
        }
    }

    /// <summary>Latency upwards, time to the right, the number of slices as shade and colour.</summary>
    private static void DrawHeat(Painter painter, TopState state)
    {
        if (painter.Rows < 3)
        {
            return;
        }

        painter.Text(0, 1, "latency over time (darker: fewer slices)", Tone.Dim);
        var steps = ClusterHistory.Steps(state);
        var columns = Math.Max(0, painter.Columns - LabelColumns - 2);
        var shown = steps.Skip(Math.Max(0, steps.Length - columns)).ToList();
        var rows = painter.Rows - 1;

        // From 0.25 ms to 8 s: what people can tell apart from "at once" to "too long".
        const double Least = 0.25, Octaves = 15;
        for (var row = 0; row < rows; row++)
        {
            var (low, high) = (Least * Math.Pow(2, Octaves * (rows - row - 1) / rows), Least * Math.Pow(2, Octaves * (rows - row) / rows));
            painter.TextEnding(row + 1, LabelColumns, Quantities.Time(TimeSpan.FromMilliseconds(low)), Tone.Dim);
            for (var column = 0; column < shown.Count; column++)
            {
                DrawHeatCell(painter, row + 1, LabelColumns + 1 + column, CountBetween(shown[column].Slices, low, high, row == 0, row == rows - 1));
            }
        }
    }

    private static void DrawHeatCell(Painter painter, int row, int column, long count)
    {
        if (count == 0)
        {
            return;
        }

        var shade = Math.Min(1, (1 + Math.Log2(count)) / 8);
        var glyph = Shades[Math.Clamp((int)Math.Round(shade * (Shades.Length - 1)), 1, Shades.Length - 1)];
        var color = ColormapCatalog.Parse("viridis").At(0.25 + (0.75 * shade));
        painter.Put(row, column, painter.Depth >= ColorDepth.Ansi256 ? new Cell(glyph, Rgba.Black, color) : new Cell(glyph));
    }

    private static long CountBetween(Activity activity, double lowMs, double highMs, bool andAbove, bool andBelow)
    {
        var counts = activity.Slices.Latency.Counts;
        var total = 0L;
        for (var bucket = 0; bucket < counts.Length; bucket++)
        {
            var limit = Contracts.Monitoring.LatencyHistogram.LimitOf(bucket).TotalMilliseconds;
            total += (limit > lowMs || andBelow) && (limit <= highMs || andAbove) ? counts[bucket] : 0;
        }

        return total;
    }
}
