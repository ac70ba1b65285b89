using Lamella.Sdk;
using Lamella.Terminal.Drawing;
using Lamella.Terminal.Viewing.State;

namespace Lamella.Terminal.Viewing.Screens;

/// <summary>A line of text being written, and above it what it could become.</summary>
internal static class PromptView
{
    public static void DrawLine(Painter painter, Overlay.Prompt prompt, string address)
    {
        painter.Fill(Tone.Overlay);
        var label = prompt.Purpose switch
        {
            PromptPurpose.GoTo => " go to: ",
            PromptPurpose.AddLayer when ServiceHost.IsElsewhere(address) => $" open on {SafeText.Of(address)}: ",
            PromptPurpose.AddLayer => " open: ",
            PromptPurpose.SaveWorkspace => " save workspace to: ",
            _ => " load workspace from: ",
        };
        var start = painter.Text(0, 0, label, Tone.OverlayDim);
        var width = Math.Max(1, painter.Columns - start - 1);
        var first = Math.Max(0, prompt.Caret - width + 1);
        var shown = prompt.Text.Substring(first, Math.Min(width, prompt.Text.Length - first));
        painter.Text(0, start, shown, Tone.Overlay);
        var caret = start + prompt.Caret - first;
        var under = prompt.Caret < prompt.Text.Length ? prompt.Text[prompt.Caret] : ' ';
        painter.Put(0, caret, painter.Depth < Engine.Rendering.Cells.ColorDepth.Ansi256 && under == ' ' ? '_' : SafeText.Of(under), Tone.Selected);
    }

    public static void DrawCompletions(Painter painter, Overlay.Prompt prompt)
    {
        var rows = Math.Min(prompt.Completions.Length, Math.Max(0, painter.Rows - 4));
        if (rows == 0)
        {
            return;
        }

        var width = Math.Min(painter.Columns, Math.Max(20, prompt.Completions.Take(rows).Max(text => text.Length) + 2));
        var box = painter.Within(new Area(painter.Area.EndRow - rows, painter.Area.Column, rows, width));
        box.Fill(Tone.Overlay);
        for (var row = 0; row < rows; row++)
        {
            var isLast = row == rows - 1 && rows < prompt.Completions.Length;
            var text = isLast ? $"… {prompt.Completions.Length - row} more" : SafeText.FitEnd(prompt.Completions[row], width - 2);
            box.Text(row, 1, text, isLast ? Tone.OverlayDim : Tone.Overlay);
        }
    }
}
