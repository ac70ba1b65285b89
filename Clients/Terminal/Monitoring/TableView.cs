using System.Collections.Immutable;
using Lamella.Terminal.Drawing;

namespace Lamella.Terminal.Monitoring;

/// <summary>A page's table: headings with the order, rows, and a mark at what is wrong.</summary>
internal static class TableView
{
    private const int MinFirstColumn = 18;

    public static void Draw(Painter painter, TopState state)
    {
        if (TopTables.Of(state) is not { } table || painter.Area.IsEmpty)
        {
            return;
        }

        var rows = TopTables.RowsOf(state);
        var widths = Widths(table.Columns, painter.Columns);
        var (sorted, descending) = TopTables.SortingOf(state);
        DrawLine(
            painter,
            0,
            widths,
            [.. table.Columns.Select((column, index) => index == sorted ? column.Name + painter.Glyph(descending ? '▾' : '▴', descending ? 'v' : '^') : column.Name)],
            Tone.Accent);
        var height = painter.Rows - 1;
        var first = Math.Clamp(state.SelectedRow - height + 1, 0, Math.Max(0, rows.Length - height));
        for (var line = 0; line < height && first + line < rows.Length; line++)
        {
            var row = rows[first + line];
            var isSelected = first + line == state.SelectedRow;
            var tone = isSelected ? Tone.Selected : row.IsMarked ? Tone.Error : Tone.Normal;
            painter.Within(new Area(painter.Area.Row + 1 + line, painter.Area.Column, 1, painter.Columns)).Fill(tone);
            painter.Put(line + 1, 0, isSelected ? painter.Glyph('▸', '>') : row.IsMarked ? '!' : ' ', tone);
            DrawLine(painter, line + 1, widths, [.. row.Cells.Select(cell => cell.Text)], tone);
        }

        if (rows.IsEmpty)
        {
            painter.Text(1, 2, state.Samples.IsEmpty ? "asking …" : "nothing here", Tone.Dim);
        }
    }

    /// <summary>Widths of the columns that fit, 0 for those that do not; the first takes what is left.</summary>
    private static ImmutableArray<int> Widths(ImmutableArray<TopTable.Column> columns, int width)
    {
        var left = width - MinFirstColumn;
        var widths = columns.Select(column => column.Width).ToArray();
        for (var index = 1; index < widths.Length; index++)
        {
            widths[index] = widths[index] <= left ? widths[index] : 0;
            left -= widths[index];
        }

        widths[0] = Math.Max(0, Math.Min(width, MinFirstColumn + left));
        return [.. widths];
    }

    private static void DrawLine(Painter painter, int row, ImmutableArray<int> widths, ImmutableArray<string> texts, Tone tone)
    {
        painter.Text(row, 2, SafeText.Fit(texts[0], widths[0] - 3), tone);
        var column = widths[0];
        for (var index = 1; index < texts.Length; index++)
        {
            if (widths[index] > 0)
            {
                column += widths[index];
                painter.TextEnding(row, column, SafeText.Fit(texts[index], widths[index] - 1), tone);
            }
        }
    }
}
