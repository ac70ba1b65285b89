using Lamella.Contracts.Slicing;
using Lamella.Terminal.Drawing;
using Lamella.Terminal.Viewing.State;

namespace Lamella.Terminal.Viewing.Screens;

/// <summary>Where the time of the slice that is shown went: its stages as bars, and what reading took, for each layer.</summary>
internal static class InspectorView
{
    private const int NameColumns = 10, TimeColumns = 9;
    private const int HeadRows = 3, SliceRows = 9;

    public static void Draw(Painter painter, ViewState state)
    {
        var count = state.Layers.Count(layer => state.Active.Slices.ContainsKey(layer.Id));
        var box = painter.Within(painter.Area.Center(Math.Min(painter.Rows, HeadRows + (Math.Max(1, count) * SliceRows) + 3), Math.Min(painter.Columns, 100)));
        box.Fill(Tone.Overlay);
        box.Frame("slice inspector", Tone.OverlayDim, Tone.Overlay);
        var inner = box.Within(box.Area.Shrink(1, 2));
        var row = DrawHead(inner, state);
        var slices = state.Layers.Reverse()
            .Select(layer => (layer.Spec.Name, state.Active.Slices.GetValueOrDefault(layer.Id)?.Response))
            .Where(entry => entry.Response is not null)
            .ToList();
        foreach (var (name, response) in slices)
        {
            row = row + SliceRows <= inner.Rows || row <= HeadRows ? DrawSlice(inner, row, name, response!) : DrawBrief(inner, row, name, response!);
        }

        if (slices.Count == 0)
        {
            inner.Text(row, 0, "no slice has been shown yet", Tone.OverlayDim);
        }

        inner.Text(inner.Rows - 1, 0, "escape: close", Tone.OverlayDim);
    }

    private static int DrawHead(Painter painter, ViewState state)
    {
        var canvas = state.Active;
        painter.Text(0, 0, SafeText.Fit($"revision {canvas.Ended} shown, {canvas.Accepted} accepted{(canvas.IsPending ? ", slicing" : "")}", painter.Columns), Tone.Overlay);
        var latency = state.Latency;
        painter.Text(
            1,
            0,
            SafeText.Fit(
                $"from key to picture {Quantities.Time(latency.Last)}, of which fetching pixels {Quantities.Time(latency.Fetched)}; of {latency.Count}: "
                + $"p50 {Quantities.Time(latency.Percentile(0.5))} p95 {Quantities.Time(latency.Percentile(0.95))}",
                painter.Columns),
            Tone.Overlay);
        return HeadRows;
    }

    private static int DrawSlice(Painter painter, int row, string name, LayerSliceResponse response)
    {
        painter.Text(row, 0, SafeText.Fit($"{SafeText.Of(name)}  {Describe(response)}", painter.Columns), Tone.Overlay);
        var timings = response.Timings;
        (string Name, TimeSpan Time)[] stages =
        [
            ("debounced", timings.Debounced),
            ("queued", timings.Queued),
            ("planned", timings.Planned),
            ("read", timings.Read),
            ("decoded", timings.Decoded),
            ("assembled", timings.Assembled),
        ];
        var longest = stages.Max(stage => stage.Time);
        var barColumns = Math.Max(0, painter.Columns - NameColumns - TimeColumns - 1);
        foreach (var (stage, time) in stages)
        {
            row++;
            painter.Text(row, 1, stage, Tone.OverlayDim);
            painter.TextEnding(row, NameColumns + TimeColumns, Quantities.Time(time), Tone.Overlay);
            painter.Text(row, NameColumns + TimeColumns + 1, Bars.Horizontal(longest > TimeSpan.Zero ? time / longest : 0, barColumns), Tone.Overlay);
        }

        painter.Text(++row, 1, SafeText.Fit(Reading(response), painter.Columns - 1), Tone.OverlayDim);
        return row + 2;
    }

    private static int DrawBrief(Painter painter, int row, string name, LayerSliceResponse response)
    {
        if (row < painter.Rows - 1)
        {
            painter.Text(row, 0, SafeText.Fit($"{SafeText.Of(name)}  {Quantities.Time(response.Timings.Total)}  {Reading(response)}", painter.Columns), Tone.Overlay);
        }

        return row + 1;
    }

    private static string Describe(LayerSliceResponse response)
    {
        var image = response as ImageSliceResponse;
        var shape = image is null ? "" : $"{string.Join("×", image.Shape)} of level {image.Level}, ";
        return $"{shape}{Quantities.Bytes(response.ByteLength)}, {Quantities.Time(response.Timings.Total)} on {response.Slice.Silo}";
    }

    private static string Reading(LayerSliceResponse response)
    {
        var chunks = response.Chunks;
        return $"{chunks.Chunks} chunks: {chunks.Hits} in memory, {chunks.Joins} joined; "
            + $"read {Quantities.Bytes(chunks.BytesRead)}, decoded {Quantities.Bytes(chunks.BytesDecoded)}";
    }
}
