using Lamella.Terminal.Drawing;
using Lamella.Terminal.Keys;

namespace Lamella.Terminal.Viewing.Screens;

/// <summary>All keys by group, in as many columns as fit.</summary>
internal static class HelpView
{
    private const int KeyColumns = 16, TextColumns = 34;

    public static void Draw<TAction>(Painter painter, KeyBindings<TAction> keys, int scroll)
        where TAction : struct, Enum
    {
        var columns = Math.Clamp((painter.Columns - 4) / (KeyColumns + TextColumns + 1), 1, 3);
        var lines = LinesOf(keys);
        var boxRows = Math.Min(painter.Rows, ((lines.Count + columns - 1) / columns) + 3);
        var box = painter.Within(painter.Area.Center(boxRows, Math.Min(painter.Columns, (columns * (KeyColumns + TextColumns + 1)) + 4)));
        box.Fill(Tone.Overlay);
        box.Frame("keys (* as in napari)", Tone.OverlayDim, Tone.Overlay);
        var inner = box.Within(box.Area.Shrink(1, 2));
        var rows = Math.Max(1, inner.Rows - 1);
        var first = Math.Clamp(scroll, 0, Math.Max(0, ((lines.Count + columns - 1) / columns) - rows));
        var perColumn = Math.Max(rows, (lines.Count + columns - 1) / columns);
        for (var column = 0; column < columns; column++)
        {
            for (var row = 0; row < rows; row++)
            {
                var line = (column * perColumn) + first + row;
                if (line < lines.Count && first + row < perColumn)
                {
                    DrawLine(inner, row, column * (KeyColumns + TextColumns + 1), lines[line]);
                }
            }
        }

        var more = perColumn > rows ? "up, down: more   " : "";
        inner.Text(inner.Rows - 1, 0, $"{more}escape: close", Tone.OverlayDim);
    }

    private static void DrawLine(Painter painter, int row, int column, (string Keys, string Text, bool IsHeading) line)
    {
        if (line.IsHeading)
        {
            painter.Text(row, column, line.Text, Tone.OverlayDim);
            return;
        }

        painter.Text(row, column, SafeText.Fit(line.Keys, KeyColumns - 1), Tone.Overlay);
        painter.Text(row, column + KeyColumns, SafeText.Fit(line.Text, TextColumns), Tone.Overlay);
    }

    private static List<(string Keys, string Text, bool IsHeading)> LinesOf<TAction>(KeyBindings<TAction> keys)
        where TAction : struct, Enum =>
    [
        .. keys.Actions.GroupBy(action => action.Group).SelectMany(group => group
            .Select(action => (Keys: string.Join(' ', action.Keys.Select(key => key.Name)), Text: action.Description + (action.IsNapari ? " *" : ""), IsHeading: false))
            .Prepend((Keys: "", Text: group.Key, IsHeading: true))),
    ];
}
