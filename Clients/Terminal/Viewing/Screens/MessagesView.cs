using Lamella.Terminal.Drawing;
using Lamella.Terminal.Viewing.State;

namespace Lamella.Terminal.Viewing.Screens;

/// <summary>All messages in full, newest first; failures of layers that still stand come before them.</summary>
internal static class MessagesView
{
    public static void Draw(Painter painter, ViewState state, int scroll)
    {
        var box = painter.Within(painter.Area.Shrink(1, 2));
        box.Fill(Tone.Overlay);
        box.Frame("messages", Tone.OverlayDim, Tone.Overlay);
        var inner = box.Within(box.Area.Shrink(1, 2));
        var standing = state.Canvases.SelectMany(canvas => canvas.Failures.Values).DistinctBy(failure => (failure.Layer, failure.Reason))
            .Select(failure => (Mark: "! now  ", Text: $"{NameOf(state, failure.Layer)} ({failure.Code}): {failure.Reason}"));
        var past = state.Messages.Reverse()
            .Select(message => (Mark: $"{(message.Tone == Tone.Error ? '!' : ' ')} {Ago(state.Now - message.At),-5}", message.Text));
        var lines = standing.Concat(past)
            .SelectMany(entry => SafeText.Wrap(entry.Text, inner.Columns - 9).Select((line, index) => (Mark: index == 0 ? entry.Mark : "", Line: line)))
            .ToList();
        var rows = Math.Max(1, inner.Rows - 1);
        var first = Math.Clamp(scroll, 0, Math.Max(0, lines.Count - rows));
        for (var row = 0; row < rows && first + row < lines.Count; row++)
        {
            inner.Text(row, 0, lines[first + row].Mark, Tone.OverlayDim);
            inner.Text(row, 9, lines[first + row].Line, Tone.Overlay);
        }

        if (lines.Count == 0)
        {
            inner.Text(0, 0, "nothing to tell", Tone.OverlayDim);
        }

        inner.Text(inner.Rows - 1, 0, lines.Count > rows ? "up, down: more   escape: close" : "escape: close", Tone.OverlayDim);
    }

    private static string NameOf(ViewState state, Contracts.Layers.LayerId id) =>
        state.Layers.FirstOrDefault(layer => layer.Id == id)?.Spec.Name ?? id.Value;

    private static string Ago(TimeSpan time) => time.TotalSeconds < 100 ? $"{(int)time.TotalSeconds}s" : $"{(int)time.TotalMinutes}m";
}
