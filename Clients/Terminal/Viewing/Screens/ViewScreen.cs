using Lamella.Engine.Rendering.Cells;
using Lamella.Terminal.Drawing;
using Lamella.Terminal.Viewing.State;

namespace Lamella.Terminal.Viewing.Screens;

/// <summary>The viewer's whole screen: a pure function of its state.</summary>
internal static class ViewScreen
{
    public static CellGrid Draw(ViewState state)
    {
        var grid = new CellGrid(state.Size.Rows, state.Size.Columns);
        var painter = new Painter(grid, state.Depth);
        painter.Fill(Tone.Normal);
        if (ViewLayout.IsTooSmall(state.Size))
        {
            painter.Text(0, 0, SafeText.Fit($"{state.Size.Columns}×{state.Size.Rows} is too small; {ViewLayout.MinColumns}×{ViewLayout.MinRows} will do.", state.Size.Columns), Tone.Warning);
            return grid;
        }

        var layout = ViewLayout.Of(state);
        TitleLine.Draw(painter.Within(layout.Title), state);
        for (var canvas = 0; canvas < layout.Canvases.Length; canvas++)
        {
            CanvasView.Draw(painter.Within(layout.Canvases[canvas]), state, canvas);
        }

        LayerListView.Draw(painter.Within(layout.Layers), state);
        SliderView.Draw(painter.Within(layout.Sliders), state, layout);
        ReadoutLine.Draw(painter.Within(layout.Readout), state, layout);
        LatencyLine.Draw(painter.Within(layout.Latency), state);
        DrawOverlay(painter.Within(new Area(1, 0, state.Size.Rows - 3, state.Size.Columns)), state);
        return grid;
    }

    private static void DrawOverlay(Painter painter, ViewState state)
    {
        switch (state.Overlay)
        {
            case Overlay.Help help:
                HelpView.Draw(painter, state.Keys, help.Scroll);
                break;
            case Overlay.Inspector:
                InspectorView.Draw(painter, state);
                break;
            case Overlay.Messages messages:
                MessagesView.Draw(painter, state, messages.Scroll);
                break;
            case Overlay.Prompt prompt:
                PromptView.DrawCompletions(painter, prompt);
                break;
        }
    }
}
