using Lamella.Terminal.Drawing;
using Lamella.Terminal.Viewing.State;

namespace Lamella.Terminal.Viewing.Screens;

/// <summary>What is looked at, where from, and how to get help.</summary>
internal static class TitleLine
{
    public static void Draw(Painter painter, ViewState state)
    {
        painter.Fill(Tone.Title);
        var help = $"{state.Keys.KeyOf(ViewAction.Help)} keys ";
        var status = state.Canvases.Any(canvas => canvas.IsReconnecting) ? $"{painter.Glyph('▲', '!')} no answer from {state.Address}"
            : state.Address.Length == 0 ? "starting …" : state.Address;
        var right = $"{status}  {help}";
        var name = state.Layers.Length switch
        {
            0 when state.Opening.IsEmpty => "no layers",
            0 => $"opening {state.Opening[0]}",
            1 => state.Layers[0].Spec.Name,
            _ => $"{state.Layers[0].Spec.Name} and {state.Layers.Length - 1} more",
        };
        var left = $" lamella  {SafeText.Of(name)}";
        var columns = Math.Max(0, painter.Columns - right.Length - 1);
        painter.Text(0, 0, SafeText.Fit(left, columns > 12 ? columns : painter.Columns), Tone.Title);
        if (columns > 12)
        {
            painter.TextEnding(0, painter.Columns, right, Tone.Title);
        }
    }
}
