using System.Text;
using Lamella.Contracts.Monitoring;
using Lamella.Engine.Rendering.Cells;
using Lamella.Terminal.Drawing;

namespace Lamella.Terminal.Monitoring;

/// <summary>One report as lines of text: every page's table.</summary>
internal static class TopText
{
    private const int MaxRows = 200;

    public static string Of(ClusterReport report, string address, int columns)
    {
        var text = new StringBuilder();
        foreach (var page in Enum.GetValues<TopPage>().Where(page => page != TopPage.Cluster))
        {
            var state = new TopState
            {
                Size = new ScreenSize(MaxRows, columns),
                Depth = ColorDepth.Braille,
                Address = address,
                Page = page,
                SelectedRow = -1,
                Samples = [(TimeSpan.Zero, report)],
            };
            var rows = Math.Min(MaxRows, TopTables.RowsOf(state).Length + 1);
            var grid = new CellGrid(Math.Max(2, rows), columns);
            TableView.Draw(new Painter(grid, state.Depth), state);
            text.Append(page).Append('\n').Append(AnsiEncoder.Encode(grid, ColorDepth.Braille)).Append('\n');
        }

        return text.ToString();
    }
}
