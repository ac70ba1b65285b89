using Lamella.Engine.Rendering.Cells;
using Lamella.Terminal.Drawing;
using Lamella.Terminal.Viewing.Screens;

namespace Lamella.Terminal.Monitoring;

/// <summary>The monitor's whole screen: a pure function of its state.</summary>
internal static class TopScreen
{
    public static CellGrid Draw(TopState state)
    {
        var grid = new CellGrid(state.Size.Rows, state.Size.Columns);
        var painter = new Painter(grid, state.Depth);
        painter.Fill(Tone.Normal);
        var (title, rest) = painter.Area.SplitTop(1);
        (var tabs, rest) = rest.SplitTop(1);
        (rest, var bottom) = rest.SplitBottom(1);
        DrawTitle(painter.Within(title), state);
        DrawTabs(painter.Within(tabs), state);
        if (state.Page == TopPage.Cluster)
        {
            ClusterView.Draw(painter.Within(rest), state);
        }
        else
        {
            TableView.Draw(painter.Within(rest), state);
        }

        DrawBottom(painter.Within(bottom), state);
        if (state.Help is { } scroll)
        {
            HelpView.Draw(painter.Within(rest), state.Keys, scroll);
        }

        return grid;
    }

    private static void DrawTitle(Painter painter, TopState state)
    {
        painter.Fill(Tone.Title);
        var silos = state.Latest.Silos.Length;
        var layers = state.Latest.Silos.SelectMany(silo => silo.Layers).ToList();
        var viewers = layers.Select(layer => layer.Viewer).Distinct().Count();
        painter.Text(0, 0, SafeText.Fit($" lamella top  {Plural(silos, "silo")}  {Plural(viewers, "viewer")}  {Plural(layers.Count, "layer")}", painter.Columns), Tone.Title);
        painter.TextEnding(0, painter.Columns, $"{(state.IsPaused ? "held  " : "")}{state.Address}  {state.Keys.KeyOf(TopAction.Help)} keys ", Tone.Title);
    }

    private static void DrawTabs(Painter painter, TopState state)
    {
        var column = 0;
        foreach (var page in Enum.GetValues<TopPage>())
        {
            var isShown = page == state.Page;
            column = painter.Text(0, column, isShown ? $"[{page}]" : $" {page} ", isShown ? Tone.Selected : Tone.Dim) + 1;
        }

        if (state.Scope is { } scope)
        {
            painter.Text(0, column + 1, SafeText.Fit($"of {scope}", Math.Max(0, painter.Columns - column - 1)), Tone.Accent);
        }
    }

    private static void DrawBottom(Painter painter, TopState state)
    {
        var rows = TopTables.RowsOf(state);
        var detail = state.SelectedRow < rows.Length ? rows[state.SelectedRow].Detail : null;
        var (text, tone) = state switch
        {
            { IsFiltering: true } => ($" rows with: {state.Filter}_", Tone.Overlay),
            { Failure: { } failure } => ($" ! {failure}", Tone.Error),
            _ when detail is not null => ($" {detail}", Tone.Normal),
            { Filter.Length: > 0 } => ($" rows with: {state.Filter} ({state.Keys.KeyOf(TopAction.Back)} shows all)", Tone.Dim),
            _ => ($" {state.Keys.KeyOf(TopAction.NextPage)} page  {state.Keys.KeyOf(TopAction.NextSort)} sort  {state.Keys.KeyOf(TopAction.Filter)} filter  {state.Keys.KeyOf(TopAction.DrillDown)} into  {state.Keys.KeyOf(TopAction.Quit)} quit", Tone.Dim),
        };
        painter.Text(0, 0, SafeText.Fit(SafeText.Of(text), painter.Columns), tone);
    }

    private static string Plural(int count, string noun) => $"{count} {noun}{(count == 1 ? "" : "s")}";
}
